package dev.fedctl.activity.inventory;

import dev.fedctl.activity.inventory.Belonging.Proof;
import dev.fedctl.contract.activity.InventoryActivities.Finding;
import dev.fedctl.contract.activity.InventoryActivities.Kind;
import java.util.Optional;

/** Findings, and what keeps them: a cluster that stands takes care of its own. */
final class Held {

  private Held() {}

  static String byCluster(String cluster) {
    return "cluster \"" + cluster + "\" stands";
  }

  /** One that has no name of its own, and is held by nothing but its cluster. */
  static Finding finding(Kind kind, String id, String region, Proof proof, Belonging belonging) {
    return finding(kind, id, id, region, proof, belonging, Optional.empty());
  }

  /** {@code by}: what else holds it. */
  static Finding finding(
      Kind kind,
      String id,
      String name,
      String region,
      Proof proof,
      Belonging belonging,
      Optional<String> by) {
    return new Finding(
        kind,
        id,
        region,
        name,
        proof.cluster(),
        proof.resource(),
        proof.generation(),
        proof.text(),
        proof.cluster().filter(belonging::isStanding).map(Held::byCluster).or(() -> by));
  }
}
