package dev.fedctl.sandbox.aws.iam;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A role with its policies. Guarded by the kernel's lock. */
public final class Role {

  /**
   * @param effectiveAt when other services see the attachment
   */
  record Attachment(String policyArn, Instant effectiveAt) {}

  private final String name;
  private final String path;
  private final String arn;
  private final String id;
  private final Instant createdAt;
  private final Instant visibleFrom;
  private final Instant effectiveAt;
  private final Optional<String> description;
  private final int maxSessionSeconds;
  final Map<String, String> tags = new LinkedHashMap<>();
  final Map<String, Attachment> attached = new LinkedHashMap<>();
  final Map<String, String> inline = new LinkedHashMap<>();

  /** The instance profiles that it is in, by name, with when they were made. */
  final Map<String, Instant> instanceProfiles = new LinkedHashMap<>();

  private TrustPolicy trust;

  Role(
      String arn,
      String name,
      String path,
      String id,
      TrustPolicy trust,
      Optional<String> description,
      int maxSessionSeconds,
      Instant createdAt,
      Instant visibleFrom,
      Instant effectiveAt) {
    this.name = name;
    this.path = path;
    this.arn = arn;
    this.id = id;
    this.trust = trust;
    this.description = description;
    this.maxSessionSeconds = maxSessionSeconds;
    this.createdAt = createdAt;
    this.visibleFrom = visibleFrom;
    this.effectiveAt = effectiveAt;
  }

  public String name() {
    return name;
  }

  public String arn() {
    return arn;
  }

  String path() {
    return path;
  }

  String id() {
    return id;
  }

  Instant createdAt() {
    return createdAt;
  }

  boolean isVisible(Instant now) {
    return !now.isBefore(visibleFrom);
  }

  /** Whether other services can assume the role, as far as its age goes. */
  public boolean isEffective(Instant now) {
    return !now.isBefore(effectiveAt);
  }

  /** When other services can assume it. */
  Instant effectiveAt() {
    return effectiveAt;
  }

  Optional<String> description() {
    return description;
  }

  int maxSessionSeconds() {
    return maxSessionSeconds;
  }

  /** A service puts the role into an instance profile that it makes for its machines. */
  public void enter(String instanceProfile, Instant now) {
    instanceProfiles.put(instanceProfile, now);
  }

  public void leave(String instanceProfile) {
    instanceProfiles.remove(instanceProfile);
  }

  public TrustPolicy trust() {
    return trust;
  }

  void trust(TrustPolicy policy) {
    trust = policy;
  }

  /** Whether other services see a managed policy of that name, whatever its path, on the role. */
  public boolean hasManagedPolicy(String policyName, Instant now) {
    return attached.values().stream()
        .anyMatch(
            attachment ->
                attachment.policyArn().endsWith("/" + policyName)
                    && !now.isBefore(attachment.effectiveAt()));
  }
}
