package dev.fedctl.contract.message;

import dev.fedctl.contract.failure.FailureFacts;
import java.time.Instant;

/** A step that waits for an operator. */
public record ParkedStep(
    String step, String scope, boolean skippable, FailureFacts facts, Instant since) {}
