package dev.fedctl.activity.demo;

import dev.fedctl.activity.Waits;
import dev.fedctl.activity.kubernetes.Applier;
import dev.fedctl.activity.kubernetes.KarmadaApis;
import dev.fedctl.contract.activity.Awaited;
import dev.fedctl.contract.activity.DemoActivities;
import dev.fedctl.contract.activity.StepOutcome;

/** {@link DemoActivities} in Karmada's API. */
public final class DemoActivitiesImpl implements DemoActivities {

  private final KarmadaApis karmadas;
  private final Applier applier;

  public DemoActivitiesImpl(KarmadaApis karmadas, Applier applier) {
    this.karmadas = karmadas;
    this.applier = applier;
  }

  @Override
  public StepOutcome ensureDemo(DemoRequest request) {
    return karmadas.use(
        request.karmada(),
        api ->
            applier.apply(
                api.client(),
                // Users have namespaces and workloads of their own here.
                Applier.Api.SHARED,
                request.claim(),
                DemoObjects.of(request.members(), request.replicas())));
  }

  @Override
  public Awaited<DemoObserved> awaitDemo(DemoWait wait) {
    return Waits.settle(
        wait.patience(), karmadas.look(wait.karmada(), api -> DemoGate.look(api, wait)));
  }
}
