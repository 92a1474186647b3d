package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Paging;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import java.util.Map;

/** The refusals of EKS by their codes. */
final class EksErrors {

  static final Paging PAGES =
      new Paging("maxResults", "nextToken", 100, () -> parameter("nextToken is invalid"));

  private EksErrors() {}

  static ServiceError parameter(String message) {
    return new ServiceError("InvalidParameterException", 400, message);
  }

  static ServiceError request(String message) {
    return new ServiceError("InvalidRequestException", 400, message);
  }

  static ServiceError inUse(String message, Map<String, Object> details) {
    return new ServiceError("ResourceInUseException", 409, message, details);
  }

  static ServiceError notFound(String message, Map<String, Object> details) {
    return new ServiceError("ResourceNotFoundException", 404, message, details);
  }

  static ServiceError limit(String message) {
    return new ServiceError("ResourceLimitExceededException", 400, message);
  }
}
