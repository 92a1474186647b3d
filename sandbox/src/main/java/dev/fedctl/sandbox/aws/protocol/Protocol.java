package dev.fedctl.sandbox.aws.protocol;

import dev.fedctl.sandbox.aws.model.OperationModel;
import dev.fedctl.sandbox.wire.WireRequest;
import dev.fedctl.sandbox.wire.WireResponse;
import java.util.List;
import java.util.Map;

/** How one service reads requests and writes answers. */
public sealed interface Protocol permits RestJson, AwsJson, Query {

  /** Whether the form of a request says that it is for this service. */
  boolean speaks(WireRequest request);

  /**
   * Reads a request.
   *
   * @throws ServiceError when it names no operation of the service or cannot be read at all
   */
  Decoded decode(WireRequest request);

  WireResponse.Answer answer(
      OperationModel operation, Map<String, Object> output, String requestId);

  WireResponse.Answer error(ServiceError error, String requestId);

  /**
   * What the service answers to a request that its table refuses.
   *
   * @param violations one at least
   */
  ServiceError refusal(List<Violation> violations);
}
