package dev.fedctl.activity.kubernetes;

import software.amazon.awssdk.core.exception.SdkException;

/** The one translator of AWS failures, as this side of the house needs it. */
@FunctionalInterface
public interface SdkFailures {

  /**
   * The failure to throw.
   *
   * @param attempted what was attempted on what, as {@code "describe load balancers in eu-north-1"}
   */
  RuntimeException translate(String attempted, SdkException exception);
}
