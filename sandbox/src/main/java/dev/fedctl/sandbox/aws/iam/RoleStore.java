package dev.fedctl.sandbox.aws.iam;

import dev.fedctl.sandbox.aws.core.Ids;
import dev.fedctl.sandbox.aws.core.Readiness;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import dev.fedctl.sandbox.path.RunFacts;
import dev.fedctl.sandbox.world.World;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

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

  /** Adds a role that somebody else made before the start. */
  public void seed(World.Role role, World world, Ids ids, Instant start) {
    Role seeded =
        new Role(
            world.partition().arn("iam", "", world.account(), "role" + role.path() + role.name()),
            role.name(),
            role.path(),
            "AROA" + ids.upperHex(17),
            TrustPolicy.parse(role.trust()),
            Optional.empty(),
            3600,
            start,
            start,
            start);
    seeded.tags.putAll(role.tags());
    role.managedPolicies()
        .forEach(arn -> seeded.attached.put(arn, new Role.Attachment(arn, start)));
    add(seeded);
  }

  /** Roles as the critical path sees them. */
  public List<RunFacts.Role> facts(Predicate<String> made) {
    return roles.values().stream()
        .filter(role -> made.test(role.arn()))
        .map(
            role ->
                new RunFacts.Role(
                    role.arn(),
                    role.name(),
                    role.attached.keySet().stream()
                        .map(policy -> policy.substring(policy.lastIndexOf('/') + 1))
                        .toList()))
        .toList();
  }

  /** When other services see each role with what is attached to it. */
  public List<Readiness> readiness() {
    return roles.values().stream()
        .map(
            role -> Readiness.of(RoleApi.KIND, role.arn(), role.tags, Optional.of(settledAt(role))))
        .toList();
  }

  private static Instant settledAt(Role role) {
    return role.attached.values().stream()
        .map(Role.Attachment::effectiveAt)
        .max(Instant::compareTo)
        .filter(at -> at.isAfter(role.effectiveAt()))
        .orElse(role.effectiveAt());
  }
}
