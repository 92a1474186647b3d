package dev.fedctl.workflow;

import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.spec.FederationDocument;
import io.temporal.workflow.Workflow;

/** Who owns what a federation makes. */
final class Owners {

  private static final int GENERATION_DIGITS = 12;

  private Owners() {}

  static Owner of(FederationDocument document, CallerIdentity caller, String generation) {
    return new Owner(document.name(), caller.account(), document.spec().region(), generation);
  }

  /**
   * The generation of a federation that begins: from the id that the server gave to its first run,
   * which stays what it is when the run is reset or continued.
   */
  static String generation() {
    return Workflow.getInfo()
        .getFirstExecutionRunId()
        .replace("-", "")
        .substring(0, GENERATION_DIGITS);
  }
}
