package dev.fedctl.contract.workflow;

import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.Rejection;
import dev.fedctl.contract.message.ScopeReport;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MemberSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    boolean givenUp) {

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
