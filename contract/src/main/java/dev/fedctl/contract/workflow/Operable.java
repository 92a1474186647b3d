package dev.fedctl.contract.workflow;

import dev.fedctl.contract.message.Directive;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.message.StepProgress;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import java.util.List;

/** What an operator can say to any workflow that has steps. */
public interface Operable {

  String RETRY = "retry";
  String SKIP = "skip";
  String ABORT = "abort";

  @SignalMethod(
      name = RETRY,
      description =
          "Try parked steps again: {\"target\": step id, cluster or \"all\", \"actor\": who,"
              + " \"reason\": why}.")
  void retry(Received<Directive> directive);

  @SignalMethod(
      name = SKIP,
      description =
          "Leave parked steps out, where the plan allows it: {\"target\": …, \"actor\": …,"
              + " \"reason\": …}.")
  void skip(Received<Directive> directive);

  @SignalMethod(
      name = ABORT,
      description =
          "Give parked steps up; what was built stays and stays owned: {\"target\": …, \"actor\":"
              + " …, \"reason\": …}.")
  void abort(Received<Directive> directive);

  @QueryMethod(description = "Where each step of this workflow is.")
  List<StepProgress> progress();
}
