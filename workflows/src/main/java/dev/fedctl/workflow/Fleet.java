package dev.fedctl.workflow;

import dev.fedctl.contract.workflow.FederationMemory.Goal;
import dev.fedctl.contract.workflow.FederationMemory.ScopeMemory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What is to become of each cluster and of Karmada, and what of that has been set going. A scope
 * that is due gets a workflow; its reports tell how far it is.
 */
final class Fleet {

  private final Map<String, ScopeMemory> scopes = new LinkedHashMap<>();

  static Fleet of(List<ScopeMemory> memory) {
    Fleet fleet = new Fleet();
    memory.forEach(scope -> fleet.scopes.put(scope.scope(), scope));
    return fleet;
  }

  List<ScopeMemory> memory() {
    return List.copyOf(scopes.values());
  }

  /** A scope that is to stand. */
  void build(String scope) {
    scopes.put(scope, new ScopeMemory(scope, Goal.BUILT, true, false, false, false));
  }

  /** A scope that is to go; one that was never begun is forgotten. */
  void remove(String scope, boolean keepCluster) {
    ScopeMemory known = scopes.get(scope);
    if (known == null || !known.started()) {
      scopes.remove(scope);
      return;
    }
    scopes.put(
        scope, new ScopeMemory(scope, Goal.REMOVED, true, true, known.knowsKarmada(), keepCluster));
  }

  /** A cluster that had been left to itself is to go after all. */
  void takeBack(String scope) {
    scopes.put(scope, new ScopeMemory(scope, Goal.REMOVED, true, true, false, false));
  }

  /** Nothing of it is left. */
  void forget(String scope) {
    scopes.remove(scope);
  }

  /** A workflow is to be started for it once more. */
  void again(String scope) {
    ScopeMemory known = scopes.get(scope);
    if (known != null) {
      put(known, true, known.started(), known.knowsKarmada());
    }
  }

  void learnsOfKarmada(String scope) {
    ScopeMemory known = scopes.get(scope);
    if (known != null) {
      put(known, known.due(), known.started(), true);
    }
  }

  /** It may have missed what was told to an earlier run. */
  void mayMiss(String scope) {
    ScopeMemory known = scopes.get(scope);
    if (known != null) {
      put(known, known.due(), known.started(), false);
    }
  }

  void begins(String scope, boolean knowsKarmada) {
    ScopeMemory known = scopes.get(scope);
    if (known != null) {
      put(known, false, true, knowsKarmada);
    }
  }

  boolean isAnythingDue() {
    return scopes.values().stream().anyMatch(ScopeMemory::due);
  }

  boolean isEmpty() {
    return scopes.isEmpty();
  }

  boolean isLeaving(String scope) {
    ScopeMemory known = scopes.get(scope);
    return known != null && known.goal() == Goal.REMOVED;
  }

  boolean isStarted(String scope) {
    ScopeMemory known = scopes.get(scope);
    return known != null && known.started();
  }

  List<ScopeMemory> those(Predicate<ScopeMemory> condition) {
    return scopes.values().stream().filter(condition).toList();
  }

  private void put(ScopeMemory known, boolean due, boolean started, boolean knowsKarmada) {
    scopes.put(
        known.scope(),
        new ScopeMemory(
            known.scope(), known.goal(), due, started, knowsKarmada, known.keepCluster()));
  }
}
