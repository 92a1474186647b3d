package dev.fedctl.sandbox.aws.eks;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An access entry with the policies associated with it. Guarded by the kernel's lock. */
final class AccessEntry {

  /**
   * @param namespaces empty: the whole cluster
   */
  record Policy(
      String arn,
      List<String> namespaces,
      Instant associatedAt,
      Instant modifiedAt,
      Instant effectiveFrom) {}

  /** What does not change. */
  record Birth(
      String principalArn,
      String arn,
      String type,
      Instant createdAt,
      Instant visibleFrom,
      Instant effectiveFrom) {}

  private final Birth birth;
  final Map<String, String> tags = new LinkedHashMap<>();
  final Map<String, Policy> policies = new LinkedHashMap<>();
  private Optional<String> username;
  private List<String> groups;
  private Instant modifiedAt;

  AccessEntry(Birth birth, Optional<String> username, List<String> groups) {
    this.birth = birth;
    this.username = username;
    this.groups = List.copyOf(groups);
    this.modifiedAt = birth.createdAt();
  }

  Birth birth() {
    return birth;
  }

  boolean isVisible(Instant now) {
    return !now.isBefore(birth.visibleFrom());
  }

  List<String> groups() {
    return groups;
  }

  Instant modifiedAt() {
    return modifiedAt;
  }

  void update(Optional<String> newUsername, Optional<List<String>> newGroups, Instant now) {
    username = newUsername.or(() -> username);
    groups = newGroups.map(List::copyOf).orElse(groups);
    modifiedAt = now;
  }

  /** As EKS makes it up when nobody says: the session keeps its name. */
  String username() {
    return username.orElseGet(
        () -> {
          String arn = birth.principalArn();
          if (birth.type().equals("EC2_LINUX")) {
            return "system:node:{{EC2PrivateDNSName}}";
          }
          if (!arn.contains(":role/")) {
            return arn;
          }
          String role = arn.substring(arn.lastIndexOf('/') + 1);
          return arn.substring(0, arn.indexOf(":role/")).replace(":iam:", ":sts:")
              + ":assumed-role/"
              + role
              + "/{{SessionName}}";
        });
  }
}
