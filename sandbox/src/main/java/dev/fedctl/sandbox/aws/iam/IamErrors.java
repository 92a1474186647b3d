package dev.fedctl.sandbox.aws.iam;

import dev.fedctl.sandbox.aws.protocol.ServiceError;

/** Refusals that several operations share. */
final class IamErrors {

  private IamErrors() {}

  static ServiceError badMarker() {
    return new ServiceError("ValidationError", 400, "Invalid Marker.");
  }
}
