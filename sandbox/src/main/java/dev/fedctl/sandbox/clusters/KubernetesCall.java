package dev.fedctl.sandbox.clusters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.fault.Refusal;
import dev.fedctl.sandbox.kernel.Arrival;
import dev.fedctl.sandbox.kernel.Arrival.Entrance;
import dev.fedctl.sandbox.kernel.Call;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kernel.Interaction;
import dev.fedctl.sandbox.kube.api.ApiRefusal;
import dev.fedctl.sandbox.kube.api.ApiRequest;
import dev.fedctl.sandbox.kube.api.ApiServer;
import dev.fedctl.sandbox.kube.tree.Trees;
import dev.fedctl.sandbox.wire.WireResponse;
import java.util.Optional;
import java.util.function.Function;

/**
 * One request to an API server.
 *
 * @param server the cluster's name, {@code karmada:<host cluster>} for Karmada's own API
 * @param way carries the request out, or drops it when nothing listens
 */
record KubernetesCall(
    Entrance entrance, String server, ApiRequest request, Function<Effects, WireResponse> way)
    implements Interaction {

  /** {@code k8s:<verb> <resource>}; subject {@code <server>/<namespace>/<name>}. */
  @Override
  public Call call() {
    if (!request.isResource()) {
      return new Call("k8s:" + request.verb() + " " + request.path(), server, request.mutating());
    }
    String resource =
        request.subresource().isEmpty()
            ? request.resource()
            : request.resource() + "/" + request.subresource();
    String namespace = request.resource().equals("namespaces") ? "" : request.namespace();
    return new Call(
        "k8s:" + request.verb() + " " + resource,
        server + "/" + namespace + "/" + name(),
        request.mutating());
  }

  @Override
  public Optional<Arrival> arrival() {
    return Optional.of(new Arrival(entrance, request.wire()));
  }

  // The name of what a POST makes stands in its body.
  private String name() {
    return request.name().isEmpty() && request.verb().equals("create")
        ? request.bodyName()
        : request.name();
  }

  @Override
  public WireResponse perform(Effects effects) {
    return way.apply(effects);
  }

  @Override
  public Refusal throttle() {
    return new Refusal("TooManyRequests", 429, "Too many requests, please try again later.");
  }

  @Override
  public WireResponse refuse(Refusal refusal) {
    ObjectNode status = ApiRefusal.of(refusal.status(), refusal.code(), refusal.message()).status();
    if (refusal.status() == 429) {
      Trees.ensure(status, "details").put("retryAfterSeconds", 1);
    }
    return ApiServer.refusal(refusal.status(), status);
  }
}
