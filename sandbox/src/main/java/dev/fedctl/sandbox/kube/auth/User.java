package dev.fedctl.sandbox.kube.auth;

import java.util.List;

/** Who asks, as an authenticator found out. */
public record User(String name, List<String> groups) {

  public static final String AUTHENTICATED = "system:authenticated";

  public static User anonymous() {
    return new User("system:anonymous", List.of("system:unauthenticated"));
  }

  public static User serviceAccount(String namespace, String name) {
    return new User(
        "system:serviceaccount:" + namespace + ":" + name,
        List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, AUTHENTICATED));
  }
}
