package dev.fedctl.contract.identity;

/**
 * Names in IAM. They are global in an account, so they carry 8 hex digits of the federation's id;
 * IAM allows 64 characters for a role.
 */
public final class IamNames {

  private static final int LIMIT = 64;

  private IamNames() {}

  /** The path under which all roles of a federation stand, so that they can be listed. */
  public static String path(Owner owner) {
    return "/fedctl/" + owner.federation() + "/";
  }

  /**
   * {@code <federation>-<purpose>-<8 hex digits>}; a long federation name is cut, never the rest.
   */
  public static String role(Owner owner, String purpose) {
    String tail = "-" + purpose + "-" + owner.federationId().brief();
    String head = owner.federation();
    return head.substring(0, Math.min(head.length(), LIMIT - tail.length())) + tail;
  }
}
