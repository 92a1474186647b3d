package dev.fedctl.sandbox.kube.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Role-based access control, from the roles and bindings in the store. */
public final class Rbac implements Authorizer {

  private static final String GROUP = ".rbac.authorization.k8s.io";
  private static final List<String> OPEN_PATHS =
      List.of("/livez", "/readyz", "/healthz", "/version");

  private final ObjectStore store;

  public Rbac(ObjectStore store) {
    this.store = store;
  }

  @Override
  public boolean allows(User user, Wish wish, Instant now) {
    if (user.groups().contains("system:masters")) {
      return true;
    }
    if (wish.resource().isEmpty() && isOpen(user, wish.path())) {
      return true;
    }
    if (wish.resource().startsWith("selfsubject") && user.groups().contains(User.AUTHENTICATED)) {
      return true;
    }
    for (ObjectNode binding : store.list("clusterrolebindings" + GROUP, "")) {
      if (names(binding, user) && grants(binding, "", wish)) {
        return true;
      }
    }
    if (!wish.namespace().isEmpty()) {
      for (ObjectNode binding : store.list("rolebindings" + GROUP, wish.namespace())) {
        if (names(binding, user) && grants(binding, wish.namespace(), wish)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isOpen(User user, String path) {
    return OPEN_PATHS.stream().anyMatch(open -> path.equals(open) || path.startsWith(open + "/"))
        || (user.groups().contains(User.AUTHENTICATED)
            && (path.equals("/api")
                || path.startsWith("/api/")
                || path.equals("/apis")
                || path.startsWith("/apis/")));
  }

  private static boolean names(JsonNode binding, User user) {
    for (JsonNode subject : binding.path("subjects")) {
      String name = Trees.text(subject, "name");
      boolean hit =
          switch (Trees.text(subject, "kind")) {
            case "User" -> name.equals(user.name());
            case "Group" -> user.groups().contains(name);
            default ->
                user.name()
                    .equals(
                        "system:serviceaccount:" + Trees.text(subject, "namespace") + ":" + name);
          };
      if (hit) {
        return true;
      }
    }
    return false;
  }

  private boolean grants(JsonNode binding, String namespace, Wish wish) {
    String role = Trees.text(binding, "roleRef", "name");
    Optional<ObjectNode> found =
        Trees.text(binding, "roleRef", "kind").equals("ClusterRole")
            ? store.find("clusterroles" + GROUP, "", role)
            : store.find("roles" + GROUP, namespace, role);
    if (found.isEmpty()) {
      return false;
    }
    for (JsonNode rule : found.get().path("rules")) {
      if (covers(rule, wish)) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(JsonNode rule, Wish wish) {
    if (!has(rule.path("verbs"), wish.verb())) {
      return false;
    }
    if (wish.resource().isEmpty()) {
      for (JsonNode url : rule.path("nonResourceURLs")) {
        String text = url.asText();
        if (text.equals("*")
            || text.equals(wish.path())
            || (text.endsWith("*")
                && wish.path().startsWith(text.substring(0, text.length() - 1)))) {
          return true;
        }
      }
      return false;
    }
    int slash = wish.resource().indexOf('/');
    boolean resource =
        has(rule.path("resources"), wish.resource())
            || (slash > 0 && has(rule.path("resources"), "*" + wish.resource().substring(slash)));
    JsonNode names = rule.path("resourceNames");
    return has(rule.path("apiGroups"), wish.group())
        && resource
        && (names.isEmpty() || has(names, wish.name()));
  }

  private static boolean has(JsonNode list, String wanted) {
    for (JsonNode value : list) {
      if (value.asText().equals("*") || value.asText().equals(wanted)) {
        return true;
      }
    }
    return false;
  }
}
