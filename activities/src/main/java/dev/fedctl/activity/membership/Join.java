package dev.fedctl.activity.membership;

import dev.fedctl.activity.Waits;
import dev.fedctl.activity.kubernetes.Applier;
import dev.fedctl.activity.kubernetes.KarmadaApis.KarmadaApi;
import dev.fedctl.activity.kubernetes.Kinds;
import dev.fedctl.contract.activity.MembershipActivities.JoinRequest;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.failure.Failures;
import dev.fedctl.contract.identity.Claim;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The two halves of a push join: what it does in the member, and what in Karmada. */
final class Join {

  private static final String ZONE = "topology.kubernetes.io/zone";

  private final Applier applier;
  private final JoinRequest request;

  Join(Applier applier, JoinRequest request) {
    this.applier = applier;
    this.request = request;
  }

  /** What the member's half gives to the other. */
  record MemberSide(
      MemberCredentials credentials, String apiEndpoint, List<String> zones, StepOutcome outcome) {}

  MemberSide inMember(KubernetesClient client) {
    String cluster = request.member().name();
    String id = client.namespaces().withName("kube-system").require().getMetadata().getUid();
    StepOutcome outcome =
        applier.apply(client, Applier.Api.SHARED, request.claim(), MemberObjects.of(cluster));
    Secret impersonator = token(client, MemberObjects.IMPERSONATOR);
    Secret account = token(client, MemberObjects.account(cluster));
    MemberCredentials credentials =
        new MemberCredentials(
            id, value(account, "ca.crt"), value(account, "token"), value(impersonator, "token"));
    String endpoint = client.getConfiguration().getMasterUrl();
    return new MemberSide(
        credentials,
        // The client ends its address with a slash, EKS and karmadactl do not.
        endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint,
        zones(client),
        outcome);
  }

  /**
   * The namespace is every member's, so it carries a claim of the control plane; the rest is this
   * member's alone.
   */
  StepOutcome inKarmada(KarmadaApi karmada, MemberSide member) {
    KubernetesClient client = karmada.client();
    String name = request.member().name();
    String id = member.credentials().clusterId();
    GenericKubernetesResource known =
        client.genericKubernetesResources(Kinds.CLUSTER.context()).withName(name).get();
    refuseOther(client, known, id);
    Claim shared = request.claim().owner().claim("karmada/" + MemberObjects.NAMESPACE);
    applier.apply(client, Applier.Api.OURS, shared, MemberObjects.namespace());
    if (known == null) {
      applySecrets(client, member.credentials(), List.of());
    }
    Applier.Applied<GenericKubernetesResource> cluster =
        applier.apply(
            client,
            Applier.Api.OURS,
            request.claim(),
            ClusterObjects.cluster(
                request.member(), member.apiEndpoint(), id, member.zones(), request.labels()));
    StepOutcome secrets =
        applySecrets(client, member.credentials(), List.of(ClusterObjects.owner(cluster.object())));
    return known == null ? StepOutcome.CREATED : Applier.both(cluster.outcome(), secrets);
  }

  private StepOutcome applySecrets(
      KubernetesClient client, MemberCredentials credentials, List<OwnerReference> owners) {
    return applier.apply(
        client,
        Applier.Api.OURS,
        request.claim(),
        ClusterObjects.secrets(request.member().name(), credentials, owners));
  }

  /** Only a cluster that is not there yet can be there under another name. */
  private void refuseOther(KubernetesClient client, GenericKubernetesResource known, String id) {
    String name = request.member().name();
    if (known != null) {
      if (!id.equals(known.get("spec", "id"))) {
        throw conflict(
            "another cluster is joined to Karmada as \"%s\"".formatted(name),
            "unjoin it, or give this member another name, then retry");
      }
      return;
    }
    client.genericKubernetesResources(Kinds.CLUSTER.context()).list().getItems().stream()
        .filter(cluster -> id.equals(cluster.get("spec", "id")))
        .findFirst()
        .ifPresent(
            cluster -> {
              throw conflict(
                  "cluster \"%s\" is joined to Karmada already, as \"%s\""
                      .formatted(name, cluster.getMetadata().getName()),
                  "unjoin that one, then retry");
            });
  }

  private static Secret token(KubernetesClient client, String name) {
    Secret secret = client.secrets().inNamespace(MemberObjects.NAMESPACE).withName(name).require();
    Map<String, String> data = secret.getData();
    if (data == null || data.get("token") == null || data.get("ca.crt") == null) {
      throw Waits.failure(
          FailureFacts.of(
              FailureKind.EVENTUAL,
              "the token of service account \"%s\" is not filled in yet".formatted(name),
              "see the member's kube-controller-manager, then retry"));
    }
    return secret;
  }

  private static String value(Secret secret, String key) {
    return Objects.requireNonNull(secret.getData().get(key), key);
  }

  private static List<String> zones(KubernetesClient client) {
    return client.nodes().list().getItems().stream()
        .map(Node::getMetadata)
        .filter(node -> node.getLabels() != null && node.getLabels().containsKey(ZONE))
        .map(node -> node.getLabels().get(ZONE))
        .distinct()
        .sorted()
        .toList();
  }

  private static RuntimeException conflict(String message, String advice) {
    return Failures.permanent(FailureFacts.of(FailureKind.CONFLICT, message, advice));
  }
}
