package dev.fedctl.contract.message;

import java.util.List;
import java.util.Optional;

/**
 * Members to be removed: each leaves Karmada, then its cluster is deleted. The same message twice
 * is one change.
 *
 * @param members their names
 * @param keepCluster the clusters stay, and stay owned: adding a member of that name takes it back
 */
public record RemoveMembers(
    List<String> members, boolean keepCluster, Optional<String> actor, Optional<String> reason) {

  public RemoveMembers {
    members = members == null ? List.of() : List.copyOf(members);
    if (members.isEmpty()) {
      throw new InvalidMessageException("\"members\" names nobody");
    }
  }
}
