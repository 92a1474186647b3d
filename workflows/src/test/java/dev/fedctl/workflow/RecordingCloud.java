package dev.fedctl.workflow;

import dev.fedctl.contract.activity.*;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.failure.Failures;
import dev.fedctl.contract.identity.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Activities that succeed at once, write down what they were asked, and fail when told to. */
final class RecordingCloud
    implements IdentityActivities,
        NetworkActivities,
        IamActivities,
        EksActivities,
        LoadBalancerActivities,
        KarmadaActivities,
        MembershipActivities,
        ObservationActivities,
        RepairActivities,
        InventoryActivities,
        SweepActivities,
        ClearanceActivities,
        DemoActivities {

  private final List<Claim> claims = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> expiries = new ConcurrentHashMap<>();
  private final Map<String, Queue<FailureFacts>> reasons = new ConcurrentHashMap<>();
  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private final Map<String, AtomicInteger> waits = new ConcurrentHashMap<>();
  private final List<Finding> unknown = new CopyOnWriteArrayList<>();
  private StepOutcome roles = StepOutcome.CREATED;

  /**
   * The next {@code times} calls of this name, such as {@code EnsureNodeGroup fed-member-1}, fail.
   */
  RecordingCloud failing(String call, int times) {
    failures.put(call, new AtomicInteger(times));
    return this;
  }

  /** The next calls of this name fail for these reasons, one after the other. */
  RecordingCloud failing(String call, FailureFacts... reasons) {
    this.reasons.put(call, new ConcurrentLinkedQueue<>(List.of(reasons)));
    return this;
  }

  /** The next {@code times} calls of this name find that credentials have expired. */
  RecordingCloud expired(String call, int times) {
    expiries.put(call, new AtomicInteger(times));
    return this;
  }

  /** The next {@code times} looks of this name find it not ready, each a minute apart. */
  RecordingCloud waiting(String call, int times) {
    waits.put(call, new AtomicInteger(times));
    return this;
  }

  /** Roles stand already, so that nobody waits for services to hear of them. */
  RecordingCloud withRoles() {
    roles = StepOutcome.UNCHANGED;
    return this;
  }

  /** Looks of this name, one a second, find it not ready until it is released. */
  RecordingCloud holding(String call) {
    held.add(call);
    return this;
  }

  void release(String call) {
    held.remove(call);
  }

  /** The incarnations in which this step's thing was asked for, in their order. */
  List<Integer> incarnations(String step) {
    return claims.stream()
        .filter(claim -> claim.resource().equals(step))
        .map(Claim::incarnation)
        .toList();
  }

  private void ask(String activity, String subject, Claim claim) {
    claims.add(claim);
    ask(activity, subject);
  }

  /** The next sweep finds a cluster of which nobody knew. */
  RecordingCloud harbouring(String cluster, String region, String generation) {
    unknown.add(
        new Finding(
            Kind.CLUSTER,
            cluster,
            region,
            cluster,
            Optional.of(cluster),
            Optional.empty(),
            Optional.of(generation),
            "tags",
            Optional.empty()));
    return this;
  }

  List<String> asked() {
    return new ArrayList<>(asked);
  }

  private void ask(String activity, String subject) {
    String call = activity + " " + subject;
    asked.add(call);
    if (isLeft(expiries, call)) {
      throw Failures.again(
          FailureFacts.of(FailureKind.EXPIRED_CREDENTIALS, call + " expired", "renew them"),
          Duration.ofMinutes(1));
    }
    if (held.contains(call)) {
      throw Failures.again(
          FailureFacts.of(FailureKind.NOT_READY, call + " is not ready", "wait"),
          Duration.ofSeconds(1));
    }
    if (isLeft(waits, call)) {
      throw Failures.again(
          FailureFacts.of(FailureKind.NOT_READY, call + " is not ready", "wait"),
          Duration.ofMinutes(1));
    }
    FailureFacts reason = Optional.ofNullable(reasons.get(call)).map(Queue::poll).orElse(null);
    if (reason != null) {
      throw Failures.permanent(reason);
    }
    if (isLeft(failures, call)) {
      throw Failures.permanent(FailureFacts.of(FailureKind.QUOTA, call + " failed", "raise it"));
    }
  }

  private static boolean isLeft(Map<String, AtomicInteger> failures, String call) {
    AtomicInteger left = failures.get(call);
    return left != null && left.getAndDecrement() > 0;
  }

  private <T> Awaited<T> awaited(T value) {
    return new Awaited<>(value, 1);
  }

  @Override
  public CallerIdentity findIdentity(IdentityQuery query) {
    ask("FindIdentity", query.region());
    return new CallerIdentity("111122223333", "aws", "arn:caller", "arn:role");
  }

  @Override
  public NetworkObserved findNetwork(NetworkQuery query) {
    ask("FindNetwork", query.region());
    List<NetworkObserved.Subnet> subnets =
        List.of(
            new NetworkObserved.Subnet("subnet-a", "a"),
            new NetworkObserved.Subnet("subnet-b", "b"));
    return new NetworkObserved("vpc-1", subnets, subnets, subnets);
  }

  @Override
  public InstanceTypes findInstanceTypes(InstanceTypeQuery query) {
    ask("FindInstanceTypes", query.region());
    return new InstanceTypes(List.of("t3.medium"));
  }

  @Override
  public RoleObserved ensureRole(RoleRequest request) {
    ask("EnsureRole", request.purpose().name());
    return new RoleObserved("arn:" + request.name(), roles);
  }

  @Override
  public KubernetesVersion findKubernetesVersion(VersionQuery query) {
    ask("FindKubernetesVersion", query.region());
    return new KubernetesVersion("1.35");
  }

  @Override
  public StepOutcome ensureCluster(ClusterRequest request) {
    ask("EnsureCluster", request.cluster().name(), request.claim());
    return StepOutcome.CREATED;
  }

  @Override
  public Awaited<ClusterObserved> awaitCluster(ClusterWait wait) {
    ask("AwaitCluster", wait.cluster().name());
    return awaited(new ClusterObserved("arn", "https://endpoint", "1.35", "sg-1"));
  }

  @Override
  public StepOutcome ensureAccess(AccessRequest request) {
    ask("EnsureAccess", request.cluster().name());
    return StepOutcome.CREATED;
  }

  @Override
  public Awaited<ClusterRef> awaitAccess(ClusterWait wait) {
    ask("AwaitAccess", wait.cluster().name());
    return awaited(wait.cluster());
  }

  @Override
  public LaunchTemplateObserved ensureLaunchTemplate(LaunchTemplateRequest request) {
    ask("EnsureLaunchTemplate", request.cluster().name());
    return new LaunchTemplateObserved("lt-1", "1", StepOutcome.CREATED);
  }

  @Override
  public StepOutcome ensureNodeGroup(NodeGroupRequest request) {
    ask("EnsureNodeGroup", request.cluster().name(), request.claim());
    return StepOutcome.CREATED;
  }

  @Override
  public Awaited<NodeGroupObserved> awaitNodeGroup(NodeGroupWait wait) {
    ask("AwaitNodeGroup", wait.cluster().name());
    return awaited(new NodeGroupObserved("arn", "asg"));
  }

  @Override
  public StepOutcome ensureAddon(AddonRequest request) {
    ask("EnsureAddon", request.cluster().name() + " " + request.addon(), request.claim());
    return StepOutcome.CREATED;
  }

  @Override
  public Awaited<AddonObserved> awaitAddon(AddonWait wait) {
    ask("AwaitAddon", wait.cluster().name() + " " + wait.addon());
    return awaited(new AddonObserved("v1"));
  }

  @Override
  public StepOutcome ensureLoadBalancer(LoadBalancerRequest request) {
    ask("EnsureLoadBalancer", request.host().name());
    return StepOutcome.CREATED;
  }

  @Override
  public Awaited<KarmadaRef> awaitLoadBalancerName(LoadBalancerWait wait) {
    ask("AwaitLoadBalancerName", wait.host().name());
    return awaited(new KarmadaRef(wait.host(), wait.namespace(), "lb.example", wait.port()));
  }

  @Override
  public Awaited<EndpointObserved> awaitEndpoint(EndpointWait wait) {
    ask("AwaitEndpoint", wait.karmada().address());
    return awaited(new EndpointObserved("arn", List.of()));
  }

  @Override
  public StepOutcome ensureStorageClass(StorageClassRequest request) {
    ask("EnsureStorageClass", request.host().name());
    return StepOutcome.CREATED;
  }

  @Override
  public PkiObserved ensurePki(PkiRequest request) {
    ask("EnsurePki", request.karmada().address());
    return new PkiObserved("ab", Instant.EPOCH, StepOutcome.CREATED);
  }

  @Override
  public StepOutcome ensureComponent(ComponentRequest request) {
    ask("EnsureComponent", request.component().workload());
    return StepOutcome.CREATED;
  }

  @Override
  public Awaited<ComponentObserved> awaitComponent(ComponentWait wait) {
    ask("AwaitComponent", wait.component().workload());
    return awaited(new ComponentObserved(3));
  }

  @Override
  public CrdsObserved ensureCrds(CrdsRequest request) {
    ask("EnsureCrds", request.url());
    return new CrdsObserved("ab", 19);
  }

  @Override
  public Awaited<CrdsObserved> awaitCrds(CrdsWait wait) {
    ask("AwaitCrds", wait.karmada().address());
    return awaited(wait.applied());
  }

  @Override
  public StepOutcome ensureRegistration(KarmadaRequest request) {
    ask("EnsureRegistration", request.karmada().address());
    return StepOutcome.CREATED;
  }

  @Override
  public Awaited<KarmadaRef> awaitRegistration(KarmadaWait wait) {
    ask("AwaitRegistration", wait.karmada().address());
    return awaited(wait.karmada());
  }

  @Override
  public StepOutcome ensureRbac(KarmadaRequest request) {
    ask("EnsureRbac", request.karmada().address());
    return StepOutcome.CREATED;
  }

  @Override
  public Awaited<KarmadaRef> awaitKarmada(KarmadaWait wait) {
    ask("AwaitKarmada", wait.karmada().address());
    return awaited(wait.karmada());
  }

  @Override
  public JoinObserved ensureJoined(JoinRequest request) {
    ask("EnsureJoined", request.member().name());
    return new JoinObserved("uid", StepOutcome.CREATED);
  }

  @Override
  public Awaited<MemberObserved> awaitMember(MemberWait wait) {
    ask("AwaitMember", wait.member().name());
    return awaited(new MemberObserved("1.35", 3));
  }

  @Override
  public Awaited<MemberObserved> awaitMemberReachable(MemberWait wait) {
    ask("AwaitMemberReachable", wait.member().name());
    return awaited(new MemberObserved("1.35", 3));
  }

  @Override
  public StepOutcome ensureDemo(DemoRequest request) {
    ask("EnsureDemo", String.join(",", request.members()));
    return StepOutcome.CREATED;
  }

  @Override
  public Awaited<DemoObserved> awaitDemo(DemoWait wait) {
    ask("AwaitDemo", String.join(",", wait.members()));
    Map<String, Integer> ready = new TreeMap<>();
    wait.members().forEach(member -> ready.put(member, wait.replicas() / wait.members().size()));
    return awaited(new DemoObserved(ready));
  }

  @Override
  public StepOutcome deleteRole(RoleRemoval removal) {
    ask("DeleteRole", removal.name());
    return StepOutcome.DELETED;
  }

  @Override
  public StepOutcome deleteNodeGroup(NodeGroupRemoval removal) {
    ask("DeleteNodeGroup", removal.cluster().name());
    return StepOutcome.DELETED;
  }

  @Override
  public Awaited<StepOutcome> awaitNodeGroupGone(NodeGroupWait wait) {
    ask("AwaitNodeGroupGone", wait.cluster().name());
    return awaited(StepOutcome.ABSENT);
  }

  @Override
  public StepOutcome deleteCluster(ClusterRemoval removal) {
    ask("DeleteCluster", removal.cluster().name());
    return StepOutcome.DELETED;
  }

  @Override
  public Awaited<StepOutcome> awaitClusterGone(ClusterWait wait) {
    ask("AwaitClusterGone", wait.cluster().name());
    return awaited(StepOutcome.ABSENT);
  }

  @Override
  public StepOutcome deleteLaunchTemplate(LaunchTemplateRemoval removal) {
    ask("DeleteLaunchTemplate", removal.cluster().name());
    return StepOutcome.DELETED;
  }

  @Override
  public StepOutcome deleteKarmada(KarmadaRemoval removal) {
    ask("DeleteKarmada", removal.host().name());
    return StepOutcome.DELETED;
  }

  @Override
  public Awaited<StepOutcome> awaitKarmadaGone(KarmadaRemovalWait wait) {
    ask("AwaitKarmadaGone", wait.host().name());
    return awaited(StepOutcome.ABSENT);
  }

  @Override
  public StepOutcome deleteMembership(LeaveRequest request) {
    ask("DeleteMembership", request.member().name());
    return StepOutcome.DELETED;
  }

  @Override
  public Awaited<StepOutcome> awaitLeft(MemberWait wait) {
    ask("AwaitLeft", wait.member().name());
    return awaited(StepOutcome.ABSENT);
  }

  @Override
  public StepOutcome removeFailed(Failed failed) {
    ask("RemoveFailed", failed.cluster().name() + " " + failed.name());
    return StepOutcome.DELETED;
  }

  @Override
  public Awaited<StepOutcome> awaitFailedGone(FailedWait wait) {
    ask("AwaitFailedGone", wait.failed().cluster().name() + " " + wait.failed().name());
    return awaited(StepOutcome.ABSENT);
  }

  @Override
  public StepOutcome reapplyAddon(AddonRequest request) {
    ask("ReapplyAddon", request.cluster().name() + " " + request.addon());
    return StepOutcome.UPDATED;
  }

  @Override
  public Awaited<StepOutcome> awaitCleared(ClearanceWait wait) {
    ask("AwaitCleared", wait.cluster().name());
    return awaited(StepOutcome.ABSENT);
  }

  @Override
  public StepOutcome deleteInterfaces(InterfacesRemoval removal) {
    ask("DeleteInterfaces", removal.cluster().name());
    return StepOutcome.ABSENT;
  }

  @Override
  public Awaited<StepOutcome> awaitLeftoversGone(LeftoversWait wait) {
    ask("AwaitLeftoversGone", wait.cluster().name());
    return awaited(StepOutcome.ABSENT);
  }

  @Override
  public Awaited<Swept> awaitSwept(SweepWait wait) {
    ask("AwaitSwept", wait.rolesToo() ? "everything" : "the rest");
    List<Finding> found = List.copyOf(unknown);
    unknown.clear();
    return awaited(new Swept(found));
  }

  @Override
  public Inventory takeInventory(InventoryQuery query) {
    ask("TakeInventory", query.regions().toString());
    return new Inventory(List.of(), List.of());
  }

  @Override
  public Inventory findTraces(InventoryQuery query) {
    ask("FindTraces", query.regions().toString());
    return new Inventory(List.of(), List.of());
  }

  @Override
  public ClustersObserved observeClusters(ClustersQuery query) {
    ask("ObserveClusters", query.clusters().toString());
    return new ClustersObserved(List.of());
  }

  @Override
  public WorkloadsObserved observeWorkloads(WorkloadsQuery query) {
    ask("ObserveWorkloads", query.member());
    return new WorkloadsObserved(List.of());
  }
}
