package dev.fedctl.sandbox.kube.api;

import dev.fedctl.sandbox.kube.schema.ResourceType;
import java.util.List;

/** Which places a type has, and which methods a place. */
final class Routes {

  private Routes() {}

  /** Refuses places that a type does not have, and methods that a place does not have. */
  static void require(ResourceType type, ApiRequest request) {
    boolean below = !request.subresource().isEmpty();
    boolean misplaced =
        type.namespaced()
            ? request.namespace().isEmpty() && !request.name().isEmpty()
            : !request.namespace().isEmpty() && !type.plural().equals("namespaces");
    if (misplaced || (below && !type.subresources().contains(request.subresource()))) {
      throw ApiRefusal.noSuchPath();
    }
    List<String> verbs;
    if (below) {
      verbs = Subresources.verbs(request.subresource());
    } else if (!request.name().isEmpty()) {
      verbs = List.of("get", "update", "patch", "delete");
    } else if (Discovery.onlyCreated(type)) {
      verbs = List.of("create");
    } else if (type.namespaced() && request.namespace().isEmpty()) {
      verbs = List.of("list");
    } else {
      verbs = List.of("list", "create", "deletecollection");
    }
    if (!verbs.contains(request.verb())) {
      throw ApiRefusal.methodNotAllowed();
    }
  }
}
