package dev.fedctl.activity.aws;

import dev.fedctl.activity.LifeLine;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Keeps a call from leaving when its worker has ended. */
record LivingCalls(LifeLine lifeLine) implements ExecutionInterceptor {

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    if (lifeLine.isCut()) {
      throw SdkClientException.create("the worker has ended");
    }
  }
}
