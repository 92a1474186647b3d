package dev.fedctl.workflow;

import static dev.fedctl.contract.plan.Step.*;

import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.EksActivities.PodIdentity;
import dev.fedctl.contract.activity.KarmadaActivities;
import dev.fedctl.contract.activity.KarmadaActivities.Component;
import dev.fedctl.contract.activity.KarmadaActivities.ComponentRequest;
import dev.fedctl.contract.activity.KarmadaActivities.ComponentWait;
import dev.fedctl.contract.activity.KarmadaActivities.CrdsObserved;
import dev.fedctl.contract.activity.KarmadaActivities.CrdsRequest;
import dev.fedctl.contract.activity.KarmadaActivities.CrdsWait;
import dev.fedctl.contract.activity.KarmadaActivities.KarmadaRequest;
import dev.fedctl.contract.activity.KarmadaActivities.KarmadaWait;
import dev.fedctl.contract.activity.KarmadaActivities.PkiRequest;
import dev.fedctl.contract.activity.KarmadaActivities.StorageClassRequest;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.activity.LoadBalancerActivities;
import dev.fedctl.contract.activity.LoadBalancerActivities.EndpointWait;
import dev.fedctl.contract.activity.LoadBalancerActivities.LoadBalancerRequest;
import dev.fedctl.contract.activity.LoadBalancerActivities.LoadBalancerWait;
import dev.fedctl.contract.activity.NetworkObserved.Subnet;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.identity.WorkflowIds;
import dev.fedctl.contract.message.ScopeReport.Stage;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.plan.Scopes;
import dev.fedctl.contract.spec.KarmadaSpec.Endpoint;
import dev.fedctl.contract.spec.Scheme;
import dev.fedctl.contract.workflow.ClusterWorkflow;
import dev.fedctl.contract.workflow.KarmadaInput;
import dev.fedctl.contract.workflow.KarmadaWorkflow;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Karmada on the parent. */
public final class KarmadaWorkflowImpl extends ScopeWorkflow implements KarmadaWorkflow {

  /** How long a component of several pods, or one that pulls its image first, usually takes. */
  private static final Duration ROLLOUT = CONTROLLERS.expected();

  private final KarmadaInput input;
  private final ClusterRef host;
  private final Set<HostStage> reached = EnumSet.noneOf(HostStage.class);

  @WorkflowInit
  public KarmadaWorkflowImpl(KarmadaInput input) {
    super(input.context().owner().federation(), Scopes.KARMADA, Stage.WORKING, Plan.ofKarmada());
    this.input = input;
    this.host = input.host();
  }

  @Override
  public void run(KarmadaInput ignored) {
    carryOut(
        () -> {
          askHost();
          scope.answers(install());
        });
  }

  /** A run that is not the first may have missed what its host has told. */
  private void askHost() {
    if (input.hostReady()) {
      reached.addAll(EnumSet.allOf(HostStage.class));
    } else if (input.again()) {
      ClusterWorkflow cluster =
          Workflow.newExternalWorkflowStub(
              ClusterWorkflow.class,
              WorkflowIds.cluster(input.context().owner().federation(), host.name()));
      scope.signals().send(cluster::tell);
    }
  }

  private KarmadaRef install() {
    awaitHost(HostStage.ACTIVE);
    Promise<Boolean> disks = steps.start(EBS_CSI, this::ebsCsi);
    awaitHost(HostStage.ACCESSIBLE);
    Promise<?> storageClass = steps.start(STORAGE_CLASS, this::storageClass);
    KarmadaRef karmada = steps.run(LOAD_BALANCER, this::loadBalancer);
    steps.run(PKI, run -> pki(run, karmada));
    storageClass.get();
    steps.run(ETCD, run -> etcd(run, karmada, disks));
    steps.run(API_SERVER, run -> component(run, karmada, Component.API_SERVER));

    // They wait by themselves for the definitions that are still to come, and so do not hold up.
    Promise<?> controllers = steps.start(CONTROLLERS, run -> controllers(run, karmada));
    Promise<?> aggregated =
        steps.start(
            AGGREGATED_API_SERVER, run -> component(run, karmada, Component.AGGREGATED_API_SERVER));
    steps.run(ENDPOINT, run -> endpoint(run, karmada));
    Promise<?> rbac = steps.start(RBAC, run -> rbac(run, karmada));
    steps.run(CRDS, run -> crds(run, karmada));
    aggregated.get();
    steps.run(REGISTRATION, run -> registration(run, karmada));
    controllers.get();
    rbac.get();
    steps.offer(KARMADA_VERIFY, Scopes.KARMADA, run -> verify(run, karmada));
    return karmada;
  }

  private boolean ebsCsi(StepRun run) {
    PodIdentity identity =
        new PodIdentity("ebs-csi-controller-sa", input.context().roles().ebsCsi());
    return new AddonMaking(input.context(), host)
        .make(
            run,
            "aws-ebs-csi-driver",
            Optional.of(identity),
            () -> awaitHost(HostStage.NODES_READY));
  }

  private Object storageClass(StepRun run) {
    return run.change(KarmadaActivities.class, "storage class of etcd")
        .ensureStorageClass(new StorageClassRequest(claim(run), host));
  }

  private KarmadaRef loadBalancer(StepRun run) {
    Endpoint endpoint = input.karmada().endpoint();
    List<Subnet> subnets =
        endpoint.scheme() == Scheme.INTERNET_FACING
            ? input.network().publicSubnets()
            : input.network().privateSubnets();
    run.change(LoadBalancerActivities.class, "load balancer of Karmada's API")
        .ensureLoadBalancer(
            new LoadBalancerRequest(
                claim(run),
                host,
                KarmadaRef.NAMESPACE,
                endpoint.scheme(),
                endpoint.port(),
                endpoint.allowedCidrs(),
                subnets.stream().map(Subnet::id).toList()));
    return run.settingGoing()
        .await(
            patience ->
                run.look(LoadBalancerActivities.class, "load balancer gets a name")
                    .awaitLoadBalancerName(
                        new LoadBalancerWait(
                            claim(run), host, KarmadaRef.NAMESPACE, endpoint.port(), patience)));
  }

  private Object pki(StepRun run, KarmadaRef karmada) {
    return run.bulkChange(KarmadaActivities.class, "certificates of Karmada")
        .ensurePki(new PkiRequest(claim(run), karmada, input.karmada()));
  }

  private boolean etcd(StepRun run, KarmadaRef karmada, Promise<Boolean> disks) {
    ensure(run, karmada, Component.ETCD);
    run.after(
        () -> {
          awaitHost(HostStage.NODES_READY);
          disks.get();
        });
    await(run, karmada, Component.ETCD, ETCD.expected());
    return true;
  }

  private boolean component(StepRun run, KarmadaRef karmada, Component component) {
    ensure(run, karmada, component);
    run.settingGoing();
    await(
        run,
        karmada,
        component,
        component == Component.API_SERVER ? API_SERVER.expected() : ROLLOUT);
    return true;
  }

  private Object endpoint(StepRun run, KarmadaRef karmada) {
    return run.await(
        patience ->
            run.look(LoadBalancerActivities.class, "Karmada answers through its load balancer")
                .awaitEndpoint(new EndpointWait(claim(run), karmada, patience)));
  }

  private CrdsObserved crds(StepRun run, KarmadaRef karmada) {
    CrdsObserved applied =
        run.bulkChange(KarmadaActivities.class, "Karmada's resource definitions")
            .ensureCrds(
                new CrdsRequest(
                    claim(run),
                    karmada,
                    input.karmada().crdsUrl(),
                    input.karmada().crds().sha256()));
    return run.settingGoing()
        .await(
            patience ->
                run.look(KarmadaActivities.class, "resource definitions are served")
                    .awaitCrds(new CrdsWait(claim(run), karmada, applied, patience)));
  }

  private Object registration(StepRun run, KarmadaRef karmada) {
    run.change(KarmadaActivities.class, "webhook configurations and Cluster API")
        .ensureRegistration(new KarmadaRequest(claim(run), karmada));
    return run.settingGoing()
        .await(
            patience ->
                run.look(KarmadaActivities.class, "the Cluster API is available")
                    .awaitRegistration(new KarmadaWait(claim(run), karmada, patience)));
  }

  private Object rbac(StepRun run, KarmadaRef karmada) {
    return run.change(KarmadaActivities.class, "Karmada's roles and cluster-info")
        .ensureRbac(new KarmadaRequest(claim(run), karmada));
  }

  private boolean controllers(StepRun run, KarmadaRef karmada) {
    List<Component> controllers =
        List.of(
            Component.KUBE_CONTROLLER_MANAGER,
            Component.CONTROLLER_MANAGER,
            Component.SCHEDULER,
            Component.WEBHOOK);
    controllers.forEach(component -> ensure(run, karmada, component));
    run.settingGoing();
    controllers.forEach(component -> await(run, karmada, component, ROLLOUT));
    return true;
  }

  private Object verify(StepRun run, KarmadaRef karmada) {
    return run.await(
        patience ->
            run.look(KarmadaActivities.class, "Karmada works")
                .awaitKarmada(new KarmadaWait(claim(run), karmada, patience)));
  }

  private void ensure(StepRun run, KarmadaRef karmada, Component component) {
    run.change(KarmadaActivities.class, "apply " + component.workload())
        .ensureComponent(
            new ComponentRequest(
                claim(run).part(component.workload()), karmada, input.karmada(), component));
  }

  private void await(StepRun run, KarmadaRef karmada, Component component, Duration expected) {
    run.await(
        expected,
        patience ->
            run.look(KarmadaActivities.class, component.workload() + " is available")
                .awaitComponent(
                    new ComponentWait(
                        claim(run).part(component.workload()), karmada, component, patience)));
  }

  private Claim claim(StepRun run) {
    return run.claim(input.context().owner());
  }

  private void awaitHost(HostStage stage) {
    steps.awaitOutside(() -> reached.contains(stage));
  }

  @Override
  public void hostReached(HostStage stage) {
    reached.add(stage);
  }
}
