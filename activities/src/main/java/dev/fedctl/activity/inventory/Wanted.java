package dev.fedctl.activity.inventory;

import dev.fedctl.contract.activity.InventoryActivities.InventoryQuery;
import dev.fedctl.contract.activity.SweepActivities.LeftoversWait;
import dev.fedctl.contract.activity.SweepActivities.SweepWait;
import dev.fedctl.contract.identity.FederationId;
import dev.fedctl.contract.identity.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whose things are looked for.
 *
 * @param clusters names that are known to have been its clusters
 * @param since when this life of it began; absent when nobody knows
 * @param only the one cluster whose things are meant; absent: all of the federation
 */
record Wanted(
    FederationId id,
    String federation,
    List<String> clusters,
    Optional<Instant> since,
    Optional<String> only) {

  static Wanted of(InventoryQuery query) {
    return new Wanted(
        query.federationId(),
        query.federation(),
        query.clusters(),
        query.since(),
        Optional.empty());
  }

  static Wanted of(SweepWait wait) {
    Owner owner = wait.claim().owner();
    return new Wanted(
        owner.federationId(),
        owner.federation(),
        wait.clusters(),
        Optional.of(wait.since()),
        Optional.empty());
  }

  static Wanted of(LeftoversWait wait) {
    Owner owner = wait.claim().owner();
    String cluster = wait.cluster().name();
    return new Wanted(
        owner.federationId(),
        owner.federation(),
        List.of(cluster),
        Optional.empty(),
        Optional.of(cluster));
  }
}
