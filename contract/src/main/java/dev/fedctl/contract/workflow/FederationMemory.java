package dev.fedctl.contract.workflow;

import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.Rejection;
import dev.fedctl.contract.message.ScopeReport;
import dev.fedctl.contract.plan.Scopes;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MemberSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a federation keeps from run to run. A thousand members fit well into the 2 MiB that Temporal
 * allows.
 *
 * @param document the spec in force, its members as they are now
 * @param generation of this life, settled by its first run
 * @param caller who the worker was found to be; absent before that
 * @param context absent until the preparation is done
 * @param home where clusters go that name no place of their own; with {@code context}
 * @param scopes what is to happen with each cluster and with Karmada
 * @param reports the last one of each workflow
 * @param parked the federation's own parked steps
 * @param leaving members that are on their way out
 * @param kept members that left and whose clusters stay
 * @param departed the names of members that left, the last ones
 * @param requests the members that each counted request has added, the oldest first
 * @param unlisted members that the spec applied last does not name
 * @param karmada where Karmada answers, once it has
 * @param destroying whether everything is on its way out
 * @param givenUp whether an operator has aborted everything
 * @param regions in which it has, or had, clusters
 */
public record FederationMemory(
    FederationDocument document,
    String generation,
    Optional<CallerIdentity> caller,
    Optional<FederationContext> context,
    Optional<ClusterPlace> home,
    List<ScopeMemory> scopes,
    List<ScopeReport> reports,
    List<ParkedStep> parked,
    List<MemberSpec> leaving,
    List<MemberSpec> kept,
    List<String> departed,
    Map<String, List<String>> requests,
    List<String> unlisted,
    List<Rejection> rejections,
    Map<String, Integer> demo,
    List<String> demoMembers,
    int demoReplicas,
    Instant startedAt,
    Optional<Instant> settledAt,
    Optional<KarmadaRef> karmada,
    boolean destroying,
    boolean givenUp,
    List<String> regions) {

  public FederationMemory {
    // Runs of before did not keep it.
    regions = regions == null ? List.of() : List.copyOf(regions);
  }

  /**
   * What is left to know of a federation whose workflows are lost and whose clusters stand: all of
   * it is to be built, and found built.
   *
   * @param generation as the tags tell
   * @param caller who the worker is that found it
   */
  public static FederationMemory adopted(
      FederationDocument document, String generation, CallerIdentity caller, Instant now) {
    List<ScopeMemory> scopes =
        Stream.concat(
                Stream.of(Scopes.KARMADA, document.parentName()),
                document.memberSpecs().stream().map(MemberSpec::name))
            .map(scope -> new ScopeMemory(scope, Goal.BUILT, true, false, false, false))
            .toList();
    return lost(document, generation, caller, scopes, now, false, List.of());
  }

  /**
   * The same of one that is to go. Its clusters are found as they stand.
   *
   * @param regions where to look for them
   */
  public static FederationMemory abandoned(
      FederationDocument document,
      String generation,
      CallerIdentity caller,
      Instant now,
      List<String> regions) {
    return lost(document, generation, caller, List.of(), now, true, regions);
  }

  private static FederationMemory lost(
      FederationDocument document,
      String generation,
      CallerIdentity caller,
      List<ScopeMemory> scopes,
      Instant now,
      boolean destroying,
      List<String> regions) {
    return new FederationMemory(
        document,
        generation,
        Optional.of(caller),
        Optional.empty(),
        Optional.empty(),
        scopes,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        0,
        now,
        Optional.empty(),
        Optional.empty(),
        destroying,
        false,
        regions);
  }

  /**
   * What is to happen with one cluster, or with Karmada.
   *
   * @param scope the cluster's name, or {@code karmada}
   * @param goal what it is to become
   * @param due whether a workflow has to be started for that
   * @param started whether one has ever been started
   * @param knowsKarmada whether its workflow knows where Karmada answers; of Karmada itself,
   *     whether its workflow knows how far its host is, or hears it from the host
   * @param keepCluster whether a removal leaves the cluster
   */
  public record ScopeMemory(
      String scope,
      Goal goal,
      boolean due,
      boolean started,
      boolean knowsKarmada,
      boolean keepCluster) {}

  /** What a scope is to become. */
  public enum Goal {
    BUILT,
    REMOVED
  }
}
