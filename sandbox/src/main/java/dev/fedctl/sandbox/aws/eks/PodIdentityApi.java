package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Page;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.aws.core.TokenMemory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pod identity associations: which service account has which role. */
final class PodIdentityApi {

  static final String KIND = "eks:PodIdentityAssociation";

  private final Eks eks;
  private final TokenMemory<String> tokens = new TokenMemory<>();

  PodIdentityApi(Eks eks) {
    this.eks = eks;
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("CreatePodIdentityAssociation", this::create);
    operations.put("DescribePodIdentityAssociation", this::describe);
    operations.put("ListPodIdentityAssociations", this::list);
    operations.put("DeletePodIdentityAssociation", this::delete);
  }

  private Map<String, Object> create(Input input, Context context) {
    Cluster cluster = eks.clusters().active(input.required("clusterName"), context);
    String scope = cluster.birth().arn() + " CreatePodIdentityAssociation";
    Optional<PodIdentity> again =
        tokens
            .find(scope, input.text("clientRequestToken"), input.members(), context.now())
            .filter(TokenMemory.Remembered::sameRequest)
            .map(known -> cluster.podIdentities.get(known.made()));
    if (again.isPresent()) {
      return Output.of("association", shown(again.get(), cluster));
    }
    String namespace = input.required("namespace");
    String account = input.required("serviceAccount");
    PodIdentities.checkFree(cluster, namespace, account, "create");
    RoleChecks.podRole(input.required("roleArn"), eks.roles(), context);
    PodIdentity made =
        PodIdentities.make(
            cluster, namespace, account, input.required("roleArn"), eks.ids(), context);
    made.tags().putAll(input.textMap("tags"));
    cluster.podIdentities.put(made.id(), made);
    context.effects().created(KIND, made.arn(), Tags.resource(made.tags()));
    tokens.remember(
        scope, input.text("clientRequestToken"), input.members(), made.id(), context.now());
    return Output.of("association", shown(made, cluster));
  }

  private static PodIdentity visible(Cluster cluster, String id, Context context) {
    return Optional.ofNullable(cluster.podIdentities.get(id))
        .filter(identity -> identity.isVisible(context.now()))
        .orElseThrow(
            () ->
                EksErrors.notFound(
                    "No Pod identity association found with id: " + id,
                    Map.of("clusterName", cluster.name())));
  }

  private Map<String, Object> describe(Input input, Context context) {
    Cluster cluster = eks.clusters().visible(input.required("clusterName"), context);
    PodIdentity identity = visible(cluster, input.required("associationId"), context);
    return Output.of("association", shown(identity, cluster));
  }

  private Map<String, Object> list(Input input, Context context) {
    Cluster cluster = eks.clusters().visible(input.required("clusterName"), context);
    Optional<String> namespace = input.text("namespace");
    Optional<String> account = input.text("serviceAccount");
    Page<PodIdentity> page =
        EksErrors.PAGES.page(
            cluster.podIdentities.values().stream()
                .filter(identity -> identity.isVisible(context.now()))
                .filter(
                    identity -> namespace.isEmpty() || namespace.get().equals(identity.namespace()))
                .filter(
                    identity ->
                        account.isEmpty() || account.get().equals(identity.serviceAccount()))
                .toList(),
            PodIdentity::id,
            input,
            context);
    List<Map<String, Object>> shown =
        page.items().stream()
            .map(
                identity ->
                    Output.of(
                        "clusterName", cluster.name(),
                        "namespace", identity.namespace(),
                        "serviceAccount", identity.serviceAccount(),
                        "associationArn", identity.arn(),
                        "associationId", identity.id(),
                        "ownerArn", identity.ownerArn()))
            .toList();
    return Output.of("associations", shown, "nextToken", page.next());
  }

  private Map<String, Object> delete(Input input, Context context) {
    Cluster cluster = eks.clusters().visible(input.required("clusterName"), context);
    PodIdentity identity = visible(cluster, input.required("associationId"), context);
    if (identity.ownerArn().isPresent()) {
      throw EksErrors.request("The association belongs to the add-on " + identity.ownerArn().get());
    }
    cluster.podIdentities.remove(identity.id());
    context.effects().deleted(KIND, identity.arn(), Tags.resource(identity.tags()));
    return Output.of("association", shown(identity, cluster));
  }

  private static Map<String, Object> shown(PodIdentity identity, Cluster cluster) {
    return Output.of(
        "clusterName", cluster.name(),
        "namespace", identity.namespace(),
        "serviceAccount", identity.serviceAccount(),
        "roleArn", identity.roleArn(),
        "associationArn", identity.arn(),
        "associationId", identity.id(),
        "tags", identity.tags(),
        "createdAt", identity.createdAt(),
        "modifiedAt", identity.createdAt(),
        "ownerArn", identity.ownerArn());
  }
}
