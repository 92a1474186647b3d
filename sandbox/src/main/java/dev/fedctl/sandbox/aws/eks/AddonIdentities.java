package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pod identity associations that belong to an add-on: they come, change and go with it. */
final class AddonIdentities {

  private static final String NAMESPACE = "kube-system";

  private final Eks eks;

  AddonIdentities(Eks eks) {
    this.eks = eks;
  }

  static List<PodIdentity> of(Addon addon, Cluster cluster) {
    Optional<String> owner = Optional.of(addon.birth().arn());
    return cluster.podIdentities.values().stream()
        .filter(identity -> identity.ownerArn().equals(owner))
        .toList();
  }

  /** What a request to make an add-on asks for; nothing is kept yet. */
  List<PodIdentity> made(Input input, Cluster cluster, Context context, String addon) {
    List<PodIdentity> identities = new ArrayList<>();
    for (Input wanted : input.structures("podIdentityAssociations")) {
      String account = wanted.required("serviceAccount");
      PodIdentities.checkFree(cluster, NAMESPACE, account, addon);
      identities.add(make(wanted, cluster, context));
    }
    return identities;
  }

  private PodIdentity make(Input wanted, Cluster cluster, Context context) {
    String role = wanted.required("roleArn");
    RoleChecks.podRole(role, eks.roles(), context);
    return PodIdentities.make(
        cluster, NAMESPACE, wanted.required("serviceAccount"), role, eks.ids(), context);
  }

  static void born(Addon addon, List<PodIdentity> identities, Cluster cluster, Context context) {
    for (PodIdentity identity : identities) {
      PodIdentity owned = with(identity, identity.roleArn(), addon);
      cluster.podIdentities.put(owned.id(), owned);
      context
          .effects()
          .byController("eks", "created", PodIdentityApi.KIND, owned.arn(), Optional.empty());
    }
  }

  /** A list that was sent takes the place of the present one; none leaves all as it is. */
  void replace(Addon addon, Input input, Cluster cluster, Context context) {
    if (!input.has("podIdentityAssociations")) {
      return;
    }
    List<PodIdentity> present = of(addon, cluster);
    List<PodIdentity> fresh = new ArrayList<>();
    List<PodIdentity> kept = new ArrayList<>();
    for (Input wanted : input.structures("podIdentityAssociations")) {
      String account = wanted.required("serviceAccount");
      Optional<PodIdentity> old =
          present.stream().filter(one -> one.serviceAccount().equals(account)).findFirst();
      if (old.isEmpty()) {
        PodIdentities.checkFree(cluster, NAMESPACE, account, addon.birth().name());
        fresh.add(make(wanted, cluster, context));
      } else {
        RoleChecks.podRole(wanted.required("roleArn"), eks.roles(), context);
        kept.add(with(old.get(), wanted.required("roleArn"), addon));
      }
    }
    for (PodIdentity old : present) {
      cluster.podIdentities.remove(old.id());
      if (kept.stream().noneMatch(one -> one.id().equals(old.id()))) {
        Resources.gone(old, context);
      }
    }
    kept.forEach(one -> cluster.podIdentities.put(one.id(), one));
    born(addon, fresh, cluster, context);
  }

  private static PodIdentity with(PodIdentity identity, String role, Addon owner) {
    return new PodIdentity(
        identity.id(),
        identity.arn(),
        identity.namespace(),
        identity.serviceAccount(),
        role,
        Optional.of(owner.birth().arn()),
        identity.createdAt(),
        identity.visibleFrom(),
        identity.tags());
  }
}
