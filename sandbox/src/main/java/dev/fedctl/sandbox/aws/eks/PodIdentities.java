package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Ids;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How pod identity associations come to be, by themselves or with an add-on. */
final class PodIdentities {

  private PodIdentities() {}

  /** One service account has one association at most. */
  static void checkFree(Cluster cluster, String namespace, String account, String asked) {
    boolean taken =
        cluster.podIdentities.values().stream()
            .anyMatch(
                other ->
                    other.namespace().equals(namespace) && other.serviceAccount().equals(account));
    if (taken) {
      throw EksErrors.inUse(
          "Association already exists: service account %s in namespace %s (%s)"
              .formatted(account, namespace, asked),
          Map.of("clusterName", cluster.name()));
    }
  }

  static PodIdentity make(
      Cluster cluster, String namespace, String account, String roleArn, Ids ids, Context context) {
    String id = "a-" + ids.hex(17);
    return new PodIdentity(
        id,
        context.arn("eks", "podidentityassociation/" + cluster.name() + "/" + id),
        namespace,
        account,
        roleArn,
        Optional.empty(),
        context.now(),
        context.effects().visibleFrom(),
        new LinkedHashMap<>());
  }
}
