package dev.fedctl.sandbox.aws.protocol;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A refusal by a service, in the service's own words. Carries no stack trace: it is an answer. */
public final class ServiceError extends RuntimeException {

  private final String code;
  private final int status;
  private final transient Map<String, Object> details;

  /**
   * @param code as the SDK's exceptions show it, such as {@code NoSuchEntity}
   * @param details more members of the error's shape, for protocols that send them; sorted, so that
   *     every process sends the same text
   */
  public ServiceError(String code, int status, String message, Map<String, Object> details) {
    super(message, null, false, false);
    this.code = code;
    this.status = status;
    this.details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
  }

  public ServiceError(String code, int status, String message) {
    this(code, status, message, Map.of());
  }

  public String code() {
    return code;
  }

  public int status() {
    return status;
  }

  public Map<String, Object> details() {
    return details;
  }

  /** Never absent. */
  public String text() {
    String message = getMessage();
    return message == null ? code : message;
  }
}
