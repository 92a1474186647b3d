package dev.fedctl.activity.membership;

import dev.fedctl.activity.Look;
import dev.fedctl.activity.Waits;
import dev.fedctl.activity.kubernetes.Applier;
import dev.fedctl.activity.kubernetes.KarmadaApis.KarmadaApi;
import dev.fedctl.activity.kubernetes.Kinds;
import dev.fedctl.activity.kubernetes.Lists;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.identity.Claim;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The way back of a {@link Join}: first Karmada lets go of the member and takes out of it what it
 * has put there, then what the join left goes, on both sides.
 *
 * @param cluster the member's name
 * @param claim of the join
 */
record Leave(String cluster, Claim claim) {

  /** Has Karmada let go. */
  StepOutcome start(KarmadaApi karmada) {
    Resource<GenericKubernetesResource> resource = clusterIn(karmada);
    GenericKubernetesResource found = resource.get();
    if (found == null) {
      return StepOutcome.ABSENT;
    }
    Applier.refuseForeign(claim, found);
    if (found.getMetadata().getDeletionTimestamp() == null) {
      resource.delete();
    }
    return StepOutcome.DELETED;
  }

  /** Whether Karmada has let go; then the Secrets of the join go, too. */
  Look<StepOutcome> inKarmada(KarmadaApi karmada) {
    GenericKubernetesResource found = clusterIn(karmada).get();
    if (found != null) {
      Applier.refuseForeign(claim, found);
      return going(found);
    }
    String execution = MemberGates.executionNamespace(cluster);
    if (karmada.client().namespaces().withName(execution).get() != null) {
      return Look.notYet(
          "Karmada's namespace \"%s\" is not gone yet".formatted(execution),
          "see which finalizer holds what is left in it, then retry");
    }
    ClusterObjects.secretNames(cluster).stream()
        .map(name -> karmada.client().secrets().inNamespace(MemberObjects.NAMESPACE).withName(name))
        .forEach(this::deleteOurs);
    return Look.ready(StepOutcome.ABSENT);
  }

  /** Deletes in the member what the join made there, and looks whether it is gone. */
  Look<StepOutcome> inMember(KubernetesClient member) {
    Resource<Namespace> resource = member.namespaces().withName(MemberObjects.NAMESPACE);
    Namespace namespace = resource.get();
    boolean isGoing = namespace != null && namespace.getMetadata().getDeletionTimestamp() != null;
    for (HasMetadata object : MemberObjects.of(cluster).reversed()) {
      boolean goesWithNamespace = isGoing && object.getMetadata().getNamespace() != null;
      if (!(object instanceof Namespace) && !goesWithNamespace) {
        deleteOurs(member.resource(object));
      }
    }
    if (namespace == null || !Applier.isOurs(claim, namespace)) {
      return Look.ready(StepOutcome.ABSENT);
    }
    if (!isGoing && isOthersToo(member)) {
      return Look.ready(StepOutcome.ABSENT);
    }
    if (!isGoing) {
      resource.delete();
    }
    return Look.notYet(
        "namespace \"%s\" of \"%s\" is being deleted".formatted(MemberObjects.NAMESPACE, cluster),
        "see which finalizer holds what is left in it, then retry");
  }

  /** Another control plane that the cluster was joined to keeps its accounts there, too. */
  private boolean isOthersToo(KubernetesClient member) {
    Set<String> known =
        Set.of("default", MemberObjects.IMPERSONATOR, MemberObjects.account(cluster));
    return member.serviceAccounts().inNamespace(MemberObjects.NAMESPACE).list().getItems().stream()
        .anyMatch(account -> !known.contains(account.getMetadata().getName()));
  }

  private <T extends HasMetadata> void deleteOurs(Resource<T> resource) {
    T found = resource.get();
    if (found != null && Applier.isOurs(claim, found)) {
      resource.delete();
    }
  }

  private Look<StepOutcome> going(GenericKubernetesResource found) {
    if (found.getMetadata().getDeletionTimestamp() == null) {
      throw Waits.failure(
          FailureFacts.of(
              FailureKind.UNEXPECTED_STATE,
              Applier.name(found) + " stands in Karmada and is not being deleted",
              "see who makes it anew, then retry: it is deleted again"));
    }
    List<String> holders = Lists.orEmpty(found.getMetadata().getFinalizers());
    return Look.notYet(
        "Karmada has not let go of \"%s\" yet%s"
            .formatted(
                cluster, holders.stream().collect(Collectors.joining(", ", " (finalizers: ", ")"))),
        "see which bindings still name it and which works are left in namespace \"%s\" of"
                .formatted(MemberGates.executionNamespace(cluster))
            + " Karmada, then retry");
  }

  private Resource<GenericKubernetesResource> clusterIn(KarmadaApi karmada) {
    return karmada.client().genericKubernetesResources(Kinds.CLUSTER.context()).withName(cluster);
  }
}
