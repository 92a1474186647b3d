package dev.fedctl.sandbox.aws.ec2;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A launch template with its versions. Guarded by the kernel's lock. */
public final class LaunchTemplate {

  /**
   * One version; never changes.
   *
   * @param data typed members of RequestLaunchTemplateData
   */
  public record Version(
      long number, Optional<String> description, Instant createdAt, Map<String, Object> data) {}

  private final String name;
  private final Instant createdAt;
  private final String createdBy;
  private final TreeMap<Long, Version> versions = new TreeMap<>();
  private long standard = 1;

  LaunchTemplate(String name, Instant createdAt, String createdBy) {
    this.name = name;
    this.createdAt = createdAt;
    this.createdBy = createdBy;
  }

  public String name() {
    return name;
  }

  Instant createdAt() {
    return createdAt;
  }

  String createdBy() {
    return createdBy;
  }

  List<Version> versions() {
    return List.copyOf(versions.values());
  }

  long latest() {
    return versions.lastKey();
  }

  long standard() {
    return standard;
  }

  void standard(long version) {
    standard = version;
  }

  Version add(Optional<String> description, Instant at, Map<String, Object> data) {
    long number = versions.isEmpty() ? 1 : latest() + 1;
    Version version = new Version(number, description, at, Map.copyOf(data));
    versions.put(number, version);
    return version;
  }

  /** A version by number, {@code $Latest} or {@code $Default}. */
  public Optional<Version> version(String wanted) {
    return switch (wanted) {
      case "$Latest" -> Optional.ofNullable(versions.get(latest()));
      case "$Default" -> Optional.ofNullable(versions.get(standard));
      default -> {
        try {
          yield Optional.ofNullable(versions.get(Long.parseLong(wanted)));
        } catch (NumberFormatException e) {
          yield Optional.empty();
        }
      }
    };
  }
}
