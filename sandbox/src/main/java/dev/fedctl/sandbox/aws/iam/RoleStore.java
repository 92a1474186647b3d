package dev.fedctl.sandbox.aws.iam;

import dev.fedctl.sandbox.aws.protocol.ServiceError;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All roles of the account; names differ in more than case. Guarded by the kernel's lock. */
public final class RoleStore {

  private final Map<String, Role> roles = new TreeMap<>();

  void add(Role role) {
    roles.put(key(role.name()), role);
  }

  void remove(Role role) {
    roles.remove(key(role.name()));
  }

  /** Whether the name is taken, by a role that reads may not show yet. */
  boolean isTaken(String name) {
    return roles.containsKey(key(name));
  }

  Collection<Role> all() {
    return roles.values();
  }

  /** A role that reads show. */
  Role visible(String name, Instant now) {
    Role role = roles.get(key(name));
    if (role == null || !role.isVisible(now)) {
      throw new ServiceError(
          "NoSuchEntity", 404, "The role with name " + name + " cannot be found.");
    }
    return role;
  }

  /** A role by its exact ARN, whether reads show it or not. */
  public Optional<Role> byArn(String arn) {
    return Optional.ofNullable(roles.get(key(arn.substring(arn.lastIndexOf('/') + 1))))
        .filter(role -> role.arn().equals(arn));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
