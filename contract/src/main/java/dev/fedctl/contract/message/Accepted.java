package dev.fedctl.contract.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * What an update has set going. It returns at once; {@code status} tells how it goes on.
 *
 * @param added members that are new
 * @param removed members that are on their way out
 * @param changed paths of the spec that have another value, and members with other settings
 * @param unlisted members that stay although the applied spec does not name them
 */
public record Accepted(
    List<String> added, List<String> removed, List<String> changed, List<String> unlisted) {

  public Accepted {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    changed = List.copyOf(changed);
    unlisted = List.copyOf(unlisted);
  }

  public static final Accepted NOTHING = new Accepted(List.of(), List.of(), List.of(), List.of());

  public static Accepted adding(List<String> members) {
    return new Accepted(members, List.of(), List.of(), List.of());
  }

  public static Accepted removing(List<String> members) {
    return new Accepted(List.of(), members, List.of(), List.of());
  }

  /** Whether everything was so already. */
  @JsonIgnore
  public boolean isNothing() {
    return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
  }
}
