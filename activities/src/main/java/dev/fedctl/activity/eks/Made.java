package dev.fedctl.activity.eks;

import dev.fedctl.contract.identity.OwnerTags;
import java.util.Map;

/** When a thing was made, of the times that its step has made one. */
final class Made {

  private Made() {}

  /** The incarnation that its tags tell; 1 when somebody has made them unreadable. */
  static int incarnation(Map<String, String> tags) {
    String told = tags.getOrDefault(OwnerTags.INCARNATION, "1");
    return told.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(told) : 1;
  }
}
