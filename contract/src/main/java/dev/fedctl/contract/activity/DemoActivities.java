package dev.fedctl.contract.activity;

import dev.fedctl.contract.identity.Claim;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import java.util.Map;

/** The demo: one Deployment, divided evenly over the members. */
@ActivityInterface
public interface DemoActivities {

  /** Ensures namespace, Deployment and PropagationPolicy in Karmada. */
  @ActivityMethod(name = "EnsureDemo")
  StepOutcome ensureDemo(DemoRequest request);

  /**
   * Looks whether Karmada has scheduled and applied the demo and every member runs its share, as
   * each member's own API says.
   */
  @ActivityMethod(name = "AwaitDemo")
  Awaited<DemoObserved> awaitDemo(DemoWait wait);

  /** A demo to be had on these members. */
  record DemoRequest(Claim claim, KarmadaRef karmada, List<String> members, int replicas)
      implements Claimed {}

  /** A demo that is waited for. */
  record DemoWait(
      Claim claim, KarmadaRef karmada, List<String> members, int replicas, Patience patience)
      implements Claimed {}

  /** Ready replicas by member, those with none included. */
  record DemoObserved(Map<String, Integer> readyReplicas) {}
}
