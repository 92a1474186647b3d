package dev.fedctl.workflow;

import static dev.fedctl.contract.plan.Step.*;

import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.EksActivities.AccessRequest;
import dev.fedctl.contract.activity.EksActivities.ClusterObserved;
import dev.fedctl.contract.activity.EksActivities.ClusterRequest;
import dev.fedctl.contract.activity.EksActivities.ClusterWait;
import dev.fedctl.contract.activity.EksActivities.LaunchTemplateObserved;
import dev.fedctl.contract.activity.EksActivities.LaunchTemplateRequest;
import dev.fedctl.contract.activity.EksActivities.NodeGroupObserved;
import dev.fedctl.contract.activity.EksActivities.NodeGroupRequest;
import dev.fedctl.contract.activity.EksActivities.NodeGroupWait;
import dev.fedctl.contract.activity.NetworkObserved.Subnet;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.ScopeReport.Stage;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.workflow.ClusterInput;
import dev.fedctl.contract.workflow.ClusterPlace;
import dev.fedctl.contract.workflow.ClusterResult;
import dev.fedctl.contract.workflow.ClusterWorkflow;
import dev.fedctl.contract.workflow.KarmadaWorkflow;
import dev.fedctl.contract.workflow.KarmadaWorkflow.HostStage;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One EKS cluster. */
public final class ClusterWorkflowImpl extends ScopeWorkflow implements ClusterWorkflow {

  private final ClusterInput input;
  private final ClusterRef cluster;
  private final AddonMaking addons;
  private final Set<HostStage> reached = EnumSet.noneOf(HostStage.class);

  @WorkflowInit
  public ClusterWorkflowImpl(ClusterInput input) {
    super(
        input.context().owner().federation(),
        input.name(),
        Stage.WORKING,
        Plan.ofCluster(input.hostsKarmada(), input.hasOwnPlace()));
    this.input = input;
    this.cluster = new ClusterRef(input.region(), input.name());
    this.addons = new AddonMaking(input.context(), cluster);
  }

  @Override
  public ClusterResult run(ClusterInput ignored) {
    return new ClusterResult(
        carryOut(
            () -> {
              build();
              if (input.hostsKarmada()) {
                scope.reach(Stage.READY);
              }
            }));
  }

  private void build() {
    ClusterPlace place = ClusterPlaces.of(input, steps);
    // It says what stood before anything of ours, so nothing is made beside it.
    LaunchTemplateObserved template = steps.run(LAUNCH_TEMPLATE, this::launchTemplate);
    steps.run(CONTROL_PLANE, run -> controlPlane(run, place));
    tellKarmada(HostStage.ACTIVE);

    Promise<ClusterRef> access = steps.start(ACCESS, this::access);
    Promise<?> accessible = access.thenApply(granted -> tell(HostStage.ACCESSIBLE));
    Promise<Void> network = addonsBeforeNodes();
    Promise<NodeGroupObserved> nodes =
        steps.start(NODE_GROUP, run -> nodeGroup(run, place, template, network));
    Promise<Boolean> dns = steps.start(ADDON_COREDNS, run -> addon(run, "coredns", nodes));
    Promise<Void> metrics =
        steps.startOffer(ADDON_METRICS_SERVER, run -> addon(run, "metrics-server", nodes));

    Promise.allOf(network, nodes, dns).get();
    tellKarmada(HostStage.NODES_READY);
    Promise.allOf(accessible, metrics).get();
  }

  private LaunchTemplateObserved launchTemplate(StepRun run) {
    return run.change(EksActivities.class, "launch template of " + input.name())
        .ensureLaunchTemplate(
            new LaunchTemplateRequest(
                claim(run), cluster, ClusterParts.launchTemplate(input.name())));
  }

  private ClusterObserved controlPlane(StepRun run, ClusterPlace place) {
    return run.mending(
        () -> makeControlPlane(run, place),
        mend -> Remaking.controlPlane(run, mend, claim(run), cluster));
  }

  private ClusterObserved makeControlPlane(StepRun run, ClusterPlace place) {
    run.change(EksActivities.class, "create " + input.name())
        .ensureCluster(
            new ClusterRequest(
                claim(run),
                cluster,
                input.context().kubernetesVersion(),
                input.context().roles().cluster(),
                nodeSubnets(place)));
    return run.settingGoing()
        .await(
            patience ->
                run.look(EksActivities.class, input.name() + " becomes active")
                    .awaitCluster(new ClusterWait(claim(run), cluster, patience)));
  }

  private ClusterRef access(StepRun run) {
    List<String> principals =
        Stream.concat(
                Stream.of(input.context().caller().principalArn()),
                input.context().admins().stream())
            .distinct()
            .toList();
    run.change(EksActivities.class, "access to " + input.name())
        .ensureAccess(
            new AccessRequest(
                claim(run), cluster, input.context().caller().partition(), principals));
    return run.settingGoing()
        .await(
            patience ->
                run.look(EksActivities.class, "access to " + input.name() + " works")
                    .awaitAccess(new ClusterWait(claim(run), cluster, patience)));
  }

  private Promise<Void> addonsBeforeNodes() {
    Promise<Boolean> cni = steps.start(ADDON_VPC_CNI, run -> addon(run, "vpc-cni"));
    Promise<Boolean> proxy = steps.start(ADDON_KUBE_PROXY, run -> addon(run, "kube-proxy"));
    if (!input.hostsKarmada()) {
      return Promise.allOf(cni, proxy);
    }
    return Promise.allOf(
        cni, proxy, steps.start(ADDON_POD_IDENTITY, run -> addon(run, "eks-pod-identity-agent")));
  }

  /** {@code network}: the add-ons without which no node joins. */
  private NodeGroupObserved nodeGroup(
      StepRun run, ClusterPlace place, LaunchTemplateObserved template, Promise<Void> network) {
    return run.mending(
        () -> makeNodeGroup(run, place, template),
        mend -> {
          run.after(network::get);
          Remaking.nodeGroup(run, mend, claim(run), cluster, ClusterParts.NODE_GROUP);
        });
  }

  private NodeGroupObserved makeNodeGroup(
      StepRun run, ClusterPlace place, LaunchTemplateObserved template) {
    String name = ClusterParts.NODE_GROUP;
    run.change(EksActivities.class, "nodes of " + input.name())
        .ensureNodeGroup(
            new NodeGroupRequest(
                claim(run),
                cluster,
                name,
                input.context().roles().node(),
                nodeSubnets(place),
                place.instanceTypes(),
                input.nodes(),
                template.id(),
                template.version()));
    return run.settingGoing()
        .await(
            patience ->
                run.look(EksActivities.class, "nodes of " + input.name() + " join")
                    .awaitNodeGroup(new NodeGroupWait(claim(run), cluster, name, patience)));
  }

  private boolean addon(StepRun run, String name) {
    return addons.make(run, name);
  }

  private boolean addon(StepRun run, String name, Promise<NodeGroupObserved> nodes) {
    return addons.make(run, name, Optional.empty(), nodes::get);
  }

  private static List<String> nodeSubnets(ClusterPlace place) {
    return place.network().nodeSubnets().stream().map(Subnet::id).toList();
  }

  private Claim claim(StepRun run) {
    return run.claim(input.context().owner());
  }

  private HostStage tell(HostStage stage) {
    tellKarmada(stage);
    return stage;
  }

  private void tellKarmada(HostStage stage) {
    reached.add(stage);
    if (input.hostsKarmada()) {
      KarmadaWorkflow karmada =
          Workflow.newExternalWorkflowStub(
              KarmadaWorkflow.class, WorkflowIds.karmada(input.context().owner().federation()));
      scope.signals().send(() -> karmada.hostReached(stage));
    }
  }

  /** Karmada asks, too, when its run is a later one than that which was told. */
  @Override
  public void tell() {
    super.tell();
    List.copyOf(reached).forEach(this::tellKarmada);
  }
}
