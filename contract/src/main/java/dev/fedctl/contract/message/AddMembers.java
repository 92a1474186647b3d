package dev.fedctl.contract.message;

import dev.fedctl.contract.spec.MemberSpec;
import java.util.List;
import java.util.Optional;

/**
 * Members to be added: named ones, or so many more. The same message twice is one change: a member
 * that is there and alike is left as it is, and a request id is honoured once.
 *
 * @param members by name; empty when {@code count} says how many
 * @param count so many more, named {@code <federation>-member-<i>} with the lowest free numbers
 * @param requestId needed with {@code count}: what tells a repetition from another wish
 */
public record AddMembers(
    List<MemberSpec> members,
    Optional<Integer> count,
    Optional<String> requestId,
    Optional<String> actor,
    Optional<String> reason) {

  /** A message of the size that Temporal takes holds no more. */
  public static final int MOST = 1_000;

  public AddMembers {
    members = members == null ? List.of() : List.copyOf(members);
    if (members.isEmpty() == count.isEmpty()) {
      throw new InvalidMessageException(
          "either \"members\", a list of members with their names, or \"count\"");
    }
    if (count.isPresent() && (count.get() < 1 || count.get() > MOST)) {
      throw new InvalidMessageException("\"count\" must be from 1 to " + MOST);
    }
    if (count.isPresent() && requestId.isEmpty()) {
      throw new InvalidMessageException(
          "\"count\" needs a \"requestId\", any text: it tells a repetition from another wish");
    }
    if (members.size() > MOST) {
      throw new InvalidMessageException("\"members\" may be " + MOST + " at most");
    }
  }

  /** Named members. */
  public static AddMembers named(List<MemberSpec> members, String actor, String reason) {
    return new AddMembers(
        members, Optional.empty(), Optional.empty(), Optional.of(actor), Optional.of(reason));
  }

  /** So many more. */
  public static AddMembers counted(int count, String requestId, String actor, String reason) {
    return new AddMembers(
        List.of(),
        Optional.of(count),
        Optional.of(requestId),
        Optional.of(actor),
        Optional.of(reason));
  }
}
