package dev.fedctl.sandbox.kube.api;

import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.auth.User;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
    List<String> warnings) {

  public Exchange(ApiRequest request, ResourceType type, User user, Effects effects) {
    this(request, type, user, effects, effects.now(), new ArrayList<>());
  }

  public String namespace() {
    return type.namespaced() ? request.namespace() : "";
  }
}
