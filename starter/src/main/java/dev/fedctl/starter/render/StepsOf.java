package dev.fedctl.starter.render;

import dev.fedctl.contract.message.StepProgress;
import java.util.List;

/** The steps of single scopes; asking costs a question to a worker each. */
@FunctionalInterface
public interface StepsOf {

  /** {@code scope} is a cluster, {@code karmada}, or {@code federation} with its demo. */
  List<StepProgress> scope(String scope);
}
