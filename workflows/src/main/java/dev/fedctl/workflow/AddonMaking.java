package dev.fedctl.workflow;

import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.EksActivities.AddonRequest;
import dev.fedctl.contract.activity.EksActivities.AddonWait;
import dev.fedctl.contract.activity.EksActivities.PodIdentity;
import dev.fedctl.contract.activity.RepairActivities;
import dev.fedctl.contract.plan.Step;
import dev.fedctl.contract.workflow.FederationContext;
import dev.fedctl.workflow.Repairs.Mend;
import java.util.Optional;

/** The add-ons of one cluster. */
record AddonMaking(FederationContext context, ClusterRef cluster) {

  /** One that needs no nodes: asked for, and waited for. */
  boolean make(StepRun run, String name) {
    return run.mending(
        () -> {
          ensure(run, request(run, name, Optional.empty()));
          return await(run.settingGoing(), name);
        },
        mend -> cure(run, mend, request(run, name, Optional.empty())));
  }

  /**
   * One whose pods need nodes: asked for at once, looked at when there are nodes.
   *
   * @param identity which role its pods get
   * @param nodes waits for them
   */
  boolean make(StepRun run, String name, Optional<PodIdentity> identity, Runnable nodes) {
    return run.mending(
        () -> {
          ensure(run, request(run, name, identity));
          run.after(nodes);
          return await(run, name);
        },
        mend -> cure(run, mend, request(run, name, identity)));
  }

  private void ensure(StepRun run, AddonRequest request) {
    run.change(EksActivities.class, "add-on " + request.addon() + " of " + cluster.name())
        .ensureAddon(request);
  }

  private boolean await(StepRun run, String name) {
    run.await(
        patience ->
            run.look(EksActivities.class, "add-on " + name + " becomes active")
                .awaitAddon(new AddonWait(run.claim(context.owner()), cluster, name, patience)));
    return true;
  }

  private void cure(StepRun run, Mend mend, AddonRequest request) {
    switch (mend.cure().how()) {
      case REMAKE ->
          Remaking.addon(
              run, mend, request.claim(), cluster, request.addon(), Step.ADDON_COREDNS.expected());
      case REAPPLY ->
          run.change(
                  RepairActivities.class,
                  "apply add-on %s of %s once more (%s)"
                      .formatted(request.addon(), cluster.name(), mend.cause()))
              .reapplyAddon(request);
    }
  }

  private AddonRequest request(StepRun run, String name, Optional<PodIdentity> identity) {
    return new AddonRequest(
        run.claim(context.owner()), cluster, name, context.kubernetesVersion(), identity);
  }
}
