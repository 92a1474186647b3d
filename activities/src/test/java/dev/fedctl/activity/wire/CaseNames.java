package dev.fedctl.activity.wire;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Says in a failure which row of a table failed: reports give rows a number only. */
final class CaseNames implements TestExecutionExceptionHandler {

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure) {
    throw new AssertionError(context.getDisplayName() + ": " + failure.getMessage(), failure);
  }
}
