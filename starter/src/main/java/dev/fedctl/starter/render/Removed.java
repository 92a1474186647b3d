package dev.fedctl.starter.render;

import dev.fedctl.contract.activity.InventoryActivities.Finding;
import dev.fedctl.contract.activity.InventoryActivities.Inventory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a removal did, as far as tags tell.
 *
 * @param found things, before and after together: some may have been made in between
 * @param left those that stand
 */
public record Removed(int found, int deleted, List<Finding> left) {

  public Removed {
    left = List.copyOf(left);
  }

  private record Key(String kind, String region, String id) {

    static Key of(Finding finding) {
      return new Key(finding.kind().code(), finding.region(), finding.id());
    }
  }

  /** What has become of what was found before. */
  public static Removed between(Inventory before, Inventory after) {
    Set<Key> all = new HashSet<>();
    before.findings().forEach(one -> all.add(Key.of(one)));
    after.findings().forEach(one -> all.add(Key.of(one)));
    return new Removed(all.size(), all.size() - after.findings().size(), after.findings());
  }
}
