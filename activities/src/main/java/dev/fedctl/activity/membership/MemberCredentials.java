package dev.fedctl.activity.membership;

/**
 * What Karmada needs to reach a member; all Base64, as Secrets have it. Says nothing of itself when
 * printed.
 *
 * @param clusterId UID of the member's namespace kube-system
 */
record MemberCredentials(
    String clusterId, String caBundle, String token, String impersonatorToken) {

  @Override
  public String toString() {
    return "MemberCredentials[" + clusterId + "]";
  }
}
