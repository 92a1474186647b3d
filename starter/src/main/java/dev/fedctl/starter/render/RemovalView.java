package dev.fedctl.starter.render;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.fedctl.contract.activity.InventoryActivities.Finding;
import java.util.List;
import java.util.Optional;

/**
 * The end of a federation as {@code destroy} prints it: its status, and what was counted by tags.
 *
 * @param found absent, as the others are, when nothing was counted
 */
public record RemovalView(
    @JsonUnwrapped StatusView status,
    Optional<Integer> found,
    Optional<Integer> deleted,
    Optional<List<Thing>> left) {

  /** Something that stands. */
  public record Thing(String kind, String id, String region, String name) {

    private static Thing of(Finding finding) {
      return new Thing(finding.kind().code(), finding.id(), finding.region(), finding.name());
    }
  }

  public static RemovalView of(StatusView status, Optional<Removed> removed) {
    return new RemovalView(
        status,
        removed.map(Removed::found),
        removed.map(Removed::deleted),
        removed.map(counted -> counted.left().stream().map(Thing::of).toList()));
  }

  /** For people, in a line, and one for each thing that is left. */
  public static String text(String federation, Optional<Removed> removed) {
    StringBuilder text = new StringBuilder("federation \"" + federation + "\" is destroyed");
    removed.ifPresent(
        counted -> {
          text.append(
              ": found %d, deleted %d, left %d"
                  .formatted(counted.found(), counted.deleted(), counted.left().size()));
          counted.left().forEach(one -> text.append("\n  left: ").append(one.text()));
        });
    return text.append('\n').toString();
  }
}
