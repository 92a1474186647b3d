package dev.fedctl.activity.aws;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Puts before what AWS says which call it refused, as IAM names the action: one step makes several,
 * and not every message of AWS tells.
 *
 * @param service the prefix of the service's IAM actions
 */
record CallNames(String service) implements ExecutionInterceptor {

  @Override
  public Throwable modifyException(
      Context.FailedExecution context, ExecutionAttributes attributes) {
    Throwable thrown = context.exception();
    if (!(thrown instanceof AwsServiceException refusal) || refusal.awsErrorDetails() == null) {
      return thrown;
    }
    String call = service + ":" + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    AwsServiceException.Builder named = refusal.toBuilder();
    named.awsErrorDetails(
        refusal.awsErrorDetails().toBuilder()
            .errorMessage(call + ": " + refusal.awsErrorDetails().errorMessage())
            .build());
    named.cause(refusal.getCause());
    return named.build();
  }
}
