package dev.fedctl.contract.activity;

import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.spec.KarmadaSpec;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.Optional;

/**
 * Karmada's control plane, by server-side apply. Names, labels and Secret keys are those of
 * karmadactl init (Karmada v1.18), so that karmadactl works on the result.
 */
@ActivityInterface
public interface KarmadaActivities {

  /** Ensures the StorageClass of etcd: ebs.csi.aws.com, gp3, encrypted, WaitForFirstConsumer. */
  @ActivityMethod(name = "EnsureStorageClass")
  StepOutcome ensureStorageClass(StorageClassRequest request);

  /**
   * Ensures Karmada's certificates and configurations as Secrets of its namespace. The certificates
   * are made once: created, and on conflict the winner is read. Refused with CONFLICT when another
   * installation stands in the namespace.
   */
  @ActivityMethod(name = "EnsurePki")
  PkiObserved ensurePki(PkiRequest request);

  /** Ensures the objects of one component in the host. */
  @ActivityMethod(name = "EnsureComponent")
  StepOutcome ensureComponent(ComponentRequest request);

  /** Looks whether every replica of the component is updated and available. */
  @ActivityMethod(name = "AwaitComponent")
  Awaited<ComponentObserved> awaitComponent(ComponentWait wait);

  /**
   * Ensures Karmada's CustomResourceDefinitions from the archive, whose digest must be the given
   * one. A wrong digest is INVALID_SPEC ({@code spec.karmada.crds.sha256}) and nothing is applied.
   */
  @ActivityMethod(name = "EnsureCrds")
  CrdsObserved ensureCrds(CrdsRequest request);

  /** Looks whether every CustomResourceDefinition is Established and has its names accepted. */
  @ActivityMethod(name = "AwaitCrds")
  Awaited<CrdsObserved> awaitCrds(CrdsWait wait);

  /**
   * Ensures, in Karmada's own API, the namespace, both webhook configurations, and the Service and
   * APIService of the aggregated Cluster API.
   */
  @ActivityMethod(name = "EnsureRegistration")
  StepOutcome ensureRegistration(KarmadaRequest request);

  /** Looks whether the aggregated Cluster API is Available. */
  @ActivityMethod(name = "AwaitRegistration")
  Awaited<KarmadaRef> awaitRegistration(KarmadaWait wait);

  /** Ensures, in Karmada's own API, its roles, bindings and the public cluster-info. */
  @ActivityMethod(name = "EnsureRbac")
  StepOutcome ensureRbac(KarmadaRequest request);

  /**
   * Looks whether Karmada works: clusters can be listed through the aggregated API, and a dry run
   * of a PropagationPolicy passes the webhooks.
   */
  @ActivityMethod(name = "AwaitKarmada")
  Awaited<KarmadaRef> awaitKarmada(KarmadaWait wait);

  /** The components, each a StatefulSet or Deployment with its Services. */
  enum Component {
    ETCD("etcd"),
    API_SERVER("karmada-apiserver"),
    AGGREGATED_API_SERVER("karmada-aggregated-apiserver"),
    KUBE_CONTROLLER_MANAGER("kube-controller-manager"),
    CONTROLLER_MANAGER("karmada-controller-manager"),
    SCHEDULER("karmada-scheduler"),
    WEBHOOK("karmada-webhook");

    private final String workload;

    Component(String workload) {
      this.workload = workload;
    }

    /** The name of its StatefulSet or Deployment. */
    public String workload() {
      return workload;
    }
  }

  /**
   * Starts the deletion of Karmada: its Service, and with it the load balancer, its workloads,
   * volume claims and Secrets, all by its namespace, and what is ours outside it. Refused with
   * CONFLICT when the namespace is not ours. Absent when namespace or host are gone; whether the
   * host is, EKS says. UNREACHED when the host has not answered for {@link
   * StepOutcome#PATIENCE_WITH_AN_API}.
   */
  @ActivityMethod(name = "DeleteKarmada")
  StepOutcome deleteKarmada(KarmadaRemoval removal);

  /**
   * Looks whether nothing of Karmada is left in its host: no namespace, and no volume of its claims
   * while there are nodes, whose driver deletes it. What is left is named. A namespace that stands
   * and is not being deleted is UNEXPECTED_STATE. UNREACHED as above. What a host leaves in AWS is
   * found by its tags ({@link SweepActivities}).
   */
  @ActivityMethod(name = "AwaitKarmadaGone")
  Awaited<StepOutcome> awaitKarmadaGone(KarmadaRemovalWait wait);

  /**
   * A Karmada to be gone; the claim is that of its load balancer step, which made the namespace.
   */
  record KarmadaRemoval(Claim claim, ClusterRef host, String namespace) implements Claimed {}

  /** A Karmada whose end is waited for. */
  record KarmadaRemovalWait(Claim claim, ClusterRef host, String namespace, Patience patience)
      implements Claimed {}

  /** A StorageClass to be had. */
  record StorageClassRequest(Claim claim, ClusterRef host) implements Claimed {}

  /** Certificates to be had, valid for the load balancer's name. */
  record PkiRequest(Claim claim, KarmadaRef karmada, KarmadaSpec spec) implements Claimed {}

  /**
   * The certificates that stand.
   *
   * @param caFingerprint SHA-256 of the CA's certificate, hex
   * @param expires when the first of the leaf certificates ends
   */
  record PkiObserved(String caFingerprint, Instant expires, StepOutcome outcome) {}

  /** A component to be had. */
  record ComponentRequest(Claim claim, KarmadaRef karmada, KarmadaSpec spec, Component component)
      implements Claimed {}

  /** A component that is waited for. */
  record ComponentWait(Claim claim, KarmadaRef karmada, Component component, Patience patience)
      implements Claimed {}

  /** A component that stands. */
  record ComponentObserved(int readyReplicas) {}

  /** CustomResourceDefinitions to be had. */
  record CrdsRequest(Claim claim, KarmadaRef karmada, String url, Optional<String> sha256)
      implements Claimed {}

  /** The digest of the archive that was applied, and how many definitions it holds. */
  record CrdsObserved(String sha256, int definitions) {}

  /** CustomResourceDefinitions that are waited for. */
  record CrdsWait(Claim claim, KarmadaRef karmada, CrdsObserved applied, Patience patience)
      implements Claimed {}

  /** Objects of Karmada's own API to be had. */
  record KarmadaRequest(Claim claim, KarmadaRef karmada) implements Claimed {}

  /** Something of Karmada's own API that is waited for. */
  record KarmadaWait(Claim claim, KarmadaRef karmada, Patience patience) implements Claimed {}
}
