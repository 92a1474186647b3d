package dev.fedctl.sandbox.aws;

import dev.fedctl.sandbox.aws.core.Service;
import dev.fedctl.sandbox.fault.Refusal;

/** How each service says that there are too many requests. */
final class Throttling {

  private Throttling() {}

  static Refusal of(Service service) {
    return switch (service.model().protocol()) {
      case REST_JSON -> new Refusal("ThrottlingException", 429, "Rate exceeded");
      case AWS_JSON -> new Refusal("ThrottlingException", 400, "Rate exceeded");
      case QUERY -> new Refusal("Throttling", 400, "Rate exceeded");
      case EC2 -> new Refusal("RequestLimitExceeded", 503, "Request limit exceeded.");
    };
  }
}
