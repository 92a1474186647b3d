package dev.fedctl.sandbox.aws.iam;

import dev.fedctl.sandbox.aws.core.Paging;
import dev.fedctl.sandbox.aws.protocol.ServiceError;

/** Refusals that several operations share. */
final class IamErrors {

  static final Paging PAGES =
      new Paging(
          "MaxItems",
          "Marker",
          100,
          () -> new ServiceError("ValidationError", 400, "Invalid Marker."));

  private IamErrors() {}
}
