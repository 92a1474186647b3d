package dev.fedctl.activity.aws;

import dev.fedctl.activity.LifeLine;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Keeps a call from leaving when its worker has ended. */
record LivingCalls(LifeLine lifeLine) implements ExecutionInterceptor {

  /** A client that was closed with its worker has no time for a call any more. */
  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    check();
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    check();
  }

  private void check() {
    if (lifeLine.isCut()) {
      throw SdkClientException.create("the worker has ended");
    }
  }
}
