package dev.fedctl.sandbox.kube.auth;

import java.time.Instant;

/** Says whether a user may do something. Runs under the kernel's lock. */
@FunctionalInterface
public interface Authorizer {

  /**
   * What somebody wants to do.
   *
   * @param resource plural name, with a subresource as {@code clusters/proxy}; empty for a path
   * @param path for what is no resource, else empty
   */
  record Wish(
      String verb, String group, String resource, String namespace, String name, String path) {}

  boolean allows(User user, Wish wish, Instant now);
}
