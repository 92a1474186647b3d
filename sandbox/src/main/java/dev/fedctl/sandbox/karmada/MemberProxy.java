package dev.fedctl.sandbox.karmada;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.EksCluster;
import dev.fedctl.sandbox.kube.api.ApiRefusal;
import dev.fedctl.sandbox.kube.api.ApiRequest;
import dev.fedctl.sandbox.kube.api.ApiServer;
import dev.fedctl.sandbox.kube.auth.Authorizer.Wish;
import dev.fedctl.sandbox.kube.auth.ServiceAccountTokens;
import dev.fedctl.sandbox.kube.auth.User;
import dev.fedctl.sandbox.kube.tree.Trees;
import dev.fedctl.sandbox.wire.WireResponse;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code clusters/<name>/proxy/…}: the caller's request at a member's API server, by impersonation
 * with the token of the Cluster's impersonator Secret.
 */
final class MemberProxy implements ApiServer.Extension {

  private final ApiServer karmada;
  private final Members members;

  MemberProxy(ApiServer karmada, Members members) {
    this.karmada = karmada;
    this.members = members;
  }

  @Override
  public Optional<WireResponse> answer(ApiRequest request, User user, Effects effects) {
    boolean ours =
        request.group().equals("cluster.karmada.io")
            && request.resource().equals("clusters")
            && request.subresource().equals("proxy")
            && karmada.registry().ofResource(ClusterApi.CLUSTERS).isPresent();
    return ours ? Optional.of(forward(request, user, effects)) : Optional.empty();
  }

  private WireResponse forward(ApiRequest request, User user, Effects effects) {
    ObjectNode cluster =
        karmada
            .store()
            .find(ClusterApi.CLUSTERS, "", request.name())
            .orElseThrow(() -> ApiRefusal.notFound(ClusterApi.TYPE, request.name()));
    Instant now = effects.now();
    EksCluster member =
        members
            .at(Trees.text(cluster, "spec", "apiEndpoint"), now)
            .orElseThrow(
                () -> ApiRefusal.of(503, "ServiceUnavailable", "error trying to reach service"));
    String token =
        karmada
            .store()
            .find(
                "secrets",
                Trees.text(cluster, "spec", "impersonatorSecretRef", "namespace"),
                Trees.text(cluster, "spec", "impersonatorSecretRef", "name"))
            .map(secret -> ServiceAccountTokens.decoded(secret, "token"))
            .orElseThrow(
                () ->
                    ApiRefusal.of(
                        500,
                        "InternalError",
                        "the impersonatorSecretRef of cluster " + request.name() + " is nil"));
    User impersonator =
        member
            .server()
            .tokens()
            .holder(token, request.wire().arrivedAt())
            .orElseThrow(ApiRefusal::unauthorized);
    mayImpersonate(member, impersonator, "users", user.name(), now);
    for (String group : user.groups()) {
      if (!group.equals(User.AUTHENTICATED)) {
        mayImpersonate(member, impersonator, "groups", group, now);
      }
    }
    return member.server().serveFor(user, request.behind(request.rest()), effects);
  }

  private static void mayImpersonate(
      EksCluster member, User impersonator, String resource, String name, Instant now) {
    Wish wish = new Wish("impersonate", "", resource, "", name, "");
    if (!member.server().allows(impersonator, wish, now)) {
      throw ApiRefusal.forbidden(impersonator.name(), "impersonate", resource, "", "", name);
    }
  }
}
