package dev.fedctl.contract.workflow;

import io.temporal.workflow.SignalMethod;

/**
 * A workflow below the federation: one at a time for each scope, and it makes room for the next.
 */
public interface Yielding extends Operable {

  String YIELD = "yield";
  String TELL = "tell";

  @SignalMethod(
      name = YIELD,
      description =
          "Sent by fedctl itself: end as soon as no call is under way, because another run takes"
              + " this one's place.")
  void yieldToNext();

  @SignalMethod(name = TELL, description = "Sent by fedctl itself: report to the federation again.")
  void tell();
}
