package dev.fedctl.sandbox.kube.api;

import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.auth.User;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One request for a resource while it is carried out.
 *
 * @param warnings become Warning headers
 */
public record Exchange(
    ApiRequest request,
    ResourceType type,
    User user,
    Effects effects,
    Instant now,
    List<String> warnings,
    Set<String> kinds) {

  /** {@code kinds}: all that the request's API version has. */
  public Exchange(
      ApiRequest request, ResourceType type, User user, Effects effects, Set<String> kinds) {
    this(request, type, user, effects, effects.now(), new ArrayList<>(), kinds);
  }

  /** Whether the API version of this request has a kind of that name. */
  boolean registered(String kind) {
    return kinds.contains(kind);
  }

  public String namespace() {
    return type.namespaced() ? request.namespace() : "";
  }
}
