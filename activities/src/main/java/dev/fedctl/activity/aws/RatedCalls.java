package dev.fedctl.activity.aws;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Lets each call of one client wait for its turn, before it is signed. */
record RatedCalls(CallRate rate, String service, String region) implements ExecutionInterceptor {

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (!rate.await(service, region)) {
      throw AwsServiceException.builder()
          .statusCode(429)
          .awsErrorDetails(
              AwsErrorDetails.builder()
                  .serviceName(service)
                  .errorCode("ThrottlingException")
                  .errorMessage("this worker's own limit of calls to " + service + " in " + region)
                  .build())
          .build();
    }
  }
}
