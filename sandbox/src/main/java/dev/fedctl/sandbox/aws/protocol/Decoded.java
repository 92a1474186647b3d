package dev.fedctl.sandbox.aws.protocol;

import dev.fedctl.sandbox.aws.model.OperationModel;
import java.util.List;
import java.util.Map;

/**
 * A request by its operation and typed members.
 *
 * @param violations what the table refuses in it
 */
public record Decoded(
    OperationModel operation, Map<String, Object> input, List<Violation> violations) {}
