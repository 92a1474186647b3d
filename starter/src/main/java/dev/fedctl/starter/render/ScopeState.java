package dev.fedctl.starter.render;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.FederationStatus.Phase;
import dev.fedctl.contract.message.FederationStatus.ScopeStatus;
import dev.fedctl.contract.plan.Scopes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far one scope is, as the federation itself knows it.
 *
 * @param scope a cluster, {@code karmada}, or {@code federation}
 * @param label in a word
 */
record ScopeState(String scope, String label, Interest interest) {

  /** What a person looks at first. */
  enum Interest {
    PARKED,
    UNDER_WAY,
    REST
  }

  /** The federation itself, parent, Karmada, then the members. */
  static List<ScopeState> all(FederationStatus status) {
    Set<String> parked =
        status.parked().stream()
            .map(step -> step.scope().equals(Scopes.DEMO) ? Scopes.FEDERATION : step.scope())
            .collect(Collectors.toSet());
    List<ScopeState> all = new ArrayList<>();
    boolean busy =
        !status.settled()
            && (status.phase() == Phase.DEPLOYING || status.phase() == Phase.DESTROYING);
    all.add(of(Scopes.FEDERATION, status.phase().label(), busy, parked));
    for (ScopeStatus scope : status.scopes()) {
      boolean moves =
          switch (scope.stage()) {
            case WORKING, REMOVING -> true;
            case CLUSTER_READY, READY, ABORTED, REMOVED -> false;
          };
      all.add(of(scope.scope(), scope.stage().label(), moves, parked));
    }
    for (MemberStatus member : status.members()) {
      boolean moves =
          switch (member.state()) {
            case CREATING, REMOVING -> true;
            case WAITING_FOR_KARMADA, READY, PARKED, ABORTED -> false;
          };
      all.add(of(member.name(), member.state().label(), moves, parked));
    }
    return all;
  }

  private static ScopeState of(String scope, String label, boolean moves, Set<String> parked) {
    Interest interest =
        parked.contains(scope) ? Interest.PARKED : moves ? Interest.UNDER_WAY : Interest.REST;
    return new ScopeState(scope, label, interest);
  }
}
