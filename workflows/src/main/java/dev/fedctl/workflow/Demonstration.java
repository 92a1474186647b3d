package dev.fedctl.workflow;

import static dev.fedctl.contract.plan.Step.DEMO;

import dev.fedctl.contract.activity.DemoActivities;
import dev.fedctl.contract.activity.DemoActivities.DemoObserved;
import dev.fedctl.contract.activity.DemoActivities.DemoRequest;
import dev.fedctl.contract.activity.DemoActivities.DemoWait;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.plan.Scopes;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.workflow.FederationMemory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The demo: deployed over the members that are ready, and again over others when they change. */
final class Demonstration {

  private Map<String, Integer> readyReplicas;
  private List<String> members;
  private int replicas;

  private Demonstration(Map<String, Integer> readyReplicas, List<String> members, int replicas) {
    this.readyReplicas = readyReplicas;
    this.members = members;
    this.replicas = replicas;
  }

  static Demonstration of(Optional<FederationMemory> memory) {
    return memory
        .map(
            before -> new Demonstration(before.demo(), before.demoMembers(), before.demoReplicas()))
        .orElseGet(() -> new Demonstration(Map.of(), List.of(), 0));
  }

  boolean isDue(FederationDocument document, List<String> ready) {
    return !ready.isEmpty()
        && (!ready.equals(members) || replicas != document.spec().demo().replicas());
  }

  void run(
      Steps steps,
      Owner owner,
      KarmadaRef karmada,
      FederationDocument document,
      List<String> ready) {
    int wanted = document.spec().demo().replicas();
    steps.expect(DEMO, Scopes.DEMO);
    steps.offer(
        DEMO,
        Scopes.DEMO,
        run -> {
          Claim claim = owner.claim(run.id());
          run.change(DemoActivities.class, "deploy the demo")
              .ensureDemo(new DemoRequest(claim, karmada, ready, wanted));
          DemoObserved observed =
              run.settingGoing()
                  .await(
                      patience ->
                          run.look(DemoActivities.class, "the demo runs everywhere")
                              .awaitDemo(new DemoWait(claim, karmada, ready, wanted, patience)));
          readyReplicas = observed.readyReplicas();
          return observed;
        });
    members = ready;
    replicas = wanted;
  }

  /** By member; empty without a demo. */
  Map<String, Integer> readyReplicas() {
    return readyReplicas;
  }

  List<String> members() {
    return members;
  }

  int replicas() {
    return replicas;
  }
}
