package dev.fedctl.workflow;

import static dev.fedctl.contract.plan.Step.*;

import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.EksActivities.KubernetesVersion;
import dev.fedctl.contract.activity.EksActivities.VersionQuery;
import dev.fedctl.contract.activity.IamActivities;
import dev.fedctl.contract.activity.IamActivities.RoleObserved;
import dev.fedctl.contract.activity.IamActivities.RoleRequest;
import dev.fedctl.contract.activity.IdentityActivities;
import dev.fedctl.contract.activity.IdentityActivities.IdentityQuery;
import dev.fedctl.contract.activity.NetworkActivities;
import dev.fedctl.contract.activity.NetworkActivities.InstanceTypeQuery;
import dev.fedctl.contract.activity.NetworkActivities.NetworkQuery;
import dev.fedctl.contract.activity.NetworkObserved;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.identity.IamNames;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.plan.Step;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.FederationSpec;
import dev.fedctl.contract.spec.Scheme;
import dev.fedctl.contract.workflow.ClusterPlace;
import dev.fedctl.contract.workflow.FederationContext;
import dev.fedctl.contract.workflow.FederationContext.RoleArns;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The steps before the first cluster: everything is looked at before anything is created. */
final class Preparations {

  private final FederationDocument document;
  private final FederationSpec spec;
  private final String generation;
  private final Optional<String> account;
  private final Steps steps;
  private final Consumer<CallerIdentity> found;

  /**
   * @param account where the federation lives, if that is settled
   * @param found hears who we are as soon as that is known, before anything is made
   */
  Preparations(
      FederationDocument document,
      String generation,
      Optional<String> account,
      Steps steps,
      Consumer<CallerIdentity> found) {
    this.document = document;
    this.spec = document.spec();
    this.generation = generation;
    this.account = account;
    this.steps = steps;
    this.found = found;
  }

  Preparation prepare() {
    Promise<CallerIdentity> caller = steps.start(IDENTITY, this::identity);
    Promise<KubernetesVersion> version = steps.start(KUBERNETES_VERSION, this::version);
    Promise<NetworkObserved> network = steps.start(NETWORK, this::network);
    Promise<List<String>> types =
        network.thenCompose(found -> steps.start(INSTANCE_TYPES, run -> instanceTypes(run, found)));
    Promise.allOf(caller, version, types).get();

    Owner owner = Owners.of(document, caller.get(), generation);
    RoleArns roles = roles(owner, caller.get());
    return new Preparation(
        document,
        new FederationContext(
            owner, caller.get(), version.get().version(), roles, spec.access().admins()),
        new ClusterPlace(network.get(), types.get()));
  }

  private CallerIdentity identity(StepRun run) {
    CallerIdentity caller =
        run.look(IdentityActivities.class, "who we are in " + spec.region())
            .findIdentity(new IdentityQuery(spec.region(), account));
    found.accept(caller);
    return caller;
  }

  private KubernetesVersion version(StepRun run) {
    return run.look(EksActivities.class, "Kubernetes versions of EKS")
        .findKubernetesVersion(new VersionQuery(spec.region(), spec.kubernetesVersion()));
  }

  private NetworkObserved network(StepRun run) {
    long sharing =
        1 + document.memberSpecs().stream().filter(member -> member.network().isEmpty()).count();
    return ClusterPlaces.find(
        run,
        new NetworkQuery(
            spec.region(),
            spec.network().vpc(),
            "spec.network.vpc",
            (int) sharing,
            spec.nodes().count(),
            spec.karmada().endpoint().scheme() == Scheme.INTERNET_FACING));
  }

  private List<String> instanceTypes(StepRun run, NetworkObserved network) {
    return run.look(NetworkActivities.class, "instance types of the nodes")
        .findInstanceTypes(
            new InstanceTypeQuery(
                spec.region(), ClusterPlaces.zones(network), spec.nodes(), "spec.nodes"))
        .names();
  }

  private RoleArns roles(Owner owner, CallerIdentity caller) {
    Promise<String> cluster = role(owner, caller, Roles.CLUSTER);
    Promise<String> node = role(owner, caller, Roles.NODE);
    Promise<String> ebsCsi = role(owner, caller, Roles.EBS_CSI);
    return new RoleArns(cluster.get(), node.get(), ebsCsi.get());
  }

  private Promise<String> role(Owner owner, CallerIdentity caller, Roles.Role which) {
    Step step = which.step();
    return steps.start(
        step,
        run -> {
          RoleObserved role =
              run.change(IamActivities.class, step.title())
                  .ensureRole(
                      new RoleRequest(
                          which.claim(owner),
                          which.name(owner),
                          IamNames.path(owner),
                          caller.partition(),
                          which.purpose()));
          if (role.outcome() == StepOutcome.CREATED) {
            awaitPropagation(step);
          }
          return role.arn();
        });
  }

  /**
   * Services see a fresh role some seconds late, and nothing tells when: a call that comes too
   * early is refused, and would be made again and again.
   */
  private static void awaitPropagation(Step step) {
    Workflow.newTimer(
            step.expected(),
            TimerOptions.newBuilder().setSummary("services get to see the " + step.title()).build())
        .get();
  }
}
