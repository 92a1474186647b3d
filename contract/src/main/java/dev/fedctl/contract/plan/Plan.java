package dev.fedctl.contract.plan;

import static dev.fedctl.contract.plan.Step.*;

import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MemberSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A spec turned into steps, each after all that it waits for. The same spec gives the same plan.
 */
public record Plan(List<PlanStep> steps) {

  public Plan {
    steps = List.copyOf(steps);
  }

  public static Plan of(FederationDocument document) {
    return new Builder(document).build();
  }

  public Optional<PlanStep> step(String id) {
    return steps.stream().filter(step -> step.id().equals(id)).findFirst();
  }

  /** How long the longest chain of steps usually takes. */
  public Duration expected() {
    Map<String, Duration> ends = new HashMap<>();
    Duration longest = Duration.ZERO;
    for (PlanStep step : steps) {
      Duration start =
          Stream.concat(step.waitsFor().stream(), step.readyAfter().stream())
              .map(id -> ends.getOrDefault(id, Duration.ZERO))
              .max(Duration::compareTo)
              .orElse(Duration.ZERO);
      Duration end = start.plus(step.expected());
      ends.put(step.id(), end);
      longest = end.compareTo(longest) > 0 ? end : longest;
    }
    return longest;
  }

  /** The steps before any cluster is begun. */
  public static List<Step> ofFederation() {
    return Stream.concat(Builder.PREFLIGHT.stream(), Builder.ROLES.stream()).toList();
  }

  /** The steps of Karmada's installation. */
  public static List<Step> ofKarmada() {
    return List.of(
        EBS_CSI,
        STORAGE_CLASS,
        LOAD_BALANCER,
        PKI,
        ETCD,
        API_SERVER,
        CONTROLLERS,
        AGGREGATED_API_SERVER,
        ENDPOINT,
        CRDS,
        RBAC,
        REGISTRATION,
        KARMADA_VERIFY);
  }

  /** The steps of a membership, once its cluster stands. */
  public static List<Step> ofMembership() {
    return List.of(JOIN, MEMBER_VERIFY);
  }

  /** The steps of a membership's end. */
  public static List<Step> ofMemberRemoval() {
    return List.of(LEAVE);
  }

  /** The steps of a cluster's end. */
  public static List<Step> ofClusterRemoval() {
    return List.of(
        REMOVE_WORKLOADS,
        REMOVE_NODE_GROUP,
        REMOVE_CONTROL_PLANE,
        REMOVE_LEFTOVERS,
        REMOVE_LAUNCH_TEMPLATE);
  }

  /** The steps of a federation's end, once its clusters are gone. */
  public static List<Step> ofFederationRemoval() {
    return List.of(REMOVE_REST, REMOVE_ROLES, SWEEP);
  }

  /** The steps of Karmada's end. */
  public static List<Step> ofKarmadaRemoval() {
    return List.of(REMOVE_KARMADA);
  }

  /** The steps of one cluster, in the order in which they are listed. */
  public static List<Step> ofCluster(boolean isParent, boolean hasOwnPlace) {
    List<Step> steps = new ArrayList<>();
    if (hasOwnPlace) {
      steps.addAll(List.of(NETWORK, INSTANCE_TYPES));
    }
    steps.addAll(List.of(LAUNCH_TEMPLATE, CONTROL_PLANE, ACCESS, ADDON_VPC_CNI, ADDON_KUBE_PROXY));
    if (isParent) {
      steps.add(ADDON_POD_IDENTITY);
    }
    steps.addAll(List.of(NODE_GROUP, ADDON_COREDNS, ADDON_METRICS_SERVER));
    return List.copyOf(steps);
  }

  private static final class Builder {

    private static final List<Step> PREFLIGHT =
        List.of(IDENTITY, NETWORK, KUBERNETES_VERSION, INSTANCE_TYPES);
    private static final List<Step> ROLES = List.of(ROLE_CLUSTER, ROLE_NODE, ROLE_EBS_CSI);

    private final FederationDocument document;
    private final List<PlanStep> steps = new ArrayList<>();

    Builder(FederationDocument document) {
      this.document = document;
    }

    Plan build() {
      federation();
      cluster(document.parentName(), true, false);
      karmada();
      for (MemberSpec member : document.memberSpecs()) {
        cluster(member.name(), false, member.hasOwnPlace());
        add(
            member.name(),
            JOIN,
            join(clusterEnd(member.name()), ids(Scopes.KARMADA, KARMADA_VERIFY)));
        add(member.name(), MEMBER_VERIFY, ids(member.name(), JOIN));
      }
      if (document.hasDemo()) {
        add(
            Scopes.DEMO,
            DEMO,
            document.memberSpecs().stream().map(m -> MEMBER_VERIFY.id(m.name())).toList());
      }
      return new Plan(steps);
    }

    private void federation() {
      for (Step step : PREFLIGHT) {
        add(Scopes.FEDERATION, step, List.of());
      }
      for (Step step : ROLES) {
        add(Scopes.FEDERATION, step, preflight());
      }
    }

    private void cluster(String name, boolean isParent, boolean hasOwnPlace) {
      List<String> place = hasOwnPlace ? ids(name, NETWORK, INSTANCE_TYPES) : List.of();
      for (Step step : Plan.ofCluster(isParent, hasOwnPlace)) {
        switch (step) {
          case NETWORK, INSTANCE_TYPES -> add(name, step, preflight());
          case LAUNCH_TEMPLATE -> add(name, step, join(preflight(), place));
          // The launch template says what was there before: nothing may be made earlier.
          case CONTROL_PLANE ->
              add(
                  name,
                  step,
                  join(ids(Scopes.FEDERATION, ROLE_CLUSTER), ids(name, LAUNCH_TEMPLATE)));
          case NODE_GROUP ->
              add(name, step, join(ids(name, CONTROL_PLANE), ids(Scopes.FEDERATION, ROLE_NODE)));
          case ADDON_COREDNS, ADDON_METRICS_SERVER ->
              add(name, step, ids(name, CONTROL_PLANE), ids(name, NODE_GROUP));
          default -> add(name, step, ids(name, CONTROL_PLANE));
        }
      }
    }

    private void karmada() {
      String parent = document.parentName();
      String scope = Scopes.KARMADA;
      add(
          scope,
          EBS_CSI,
          join(ids(parent, CONTROL_PLANE), ids(Scopes.FEDERATION, ROLE_EBS_CSI)),
          ids(parent, NODE_GROUP, ADDON_POD_IDENTITY));
      add(scope, STORAGE_CLASS, ids(parent, ACCESS));
      add(scope, LOAD_BALANCER, ids(parent, ACCESS));
      add(scope, PKI, ids(scope, LOAD_BALANCER));
      add(
          scope,
          ETCD,
          ids(scope, PKI, STORAGE_CLASS),
          join(ids(parent, NODE_GROUP, ADDON_COREDNS), ids(scope, EBS_CSI)));
      add(scope, API_SERVER, ids(scope, ETCD));
      add(scope, CONTROLLERS, ids(scope, API_SERVER));
      add(scope, ENDPOINT, ids(scope, API_SERVER));
      add(scope, AGGREGATED_API_SERVER, ids(scope, API_SERVER));
      add(scope, CRDS, ids(scope, ENDPOINT));
      add(scope, RBAC, ids(scope, ENDPOINT));
      add(scope, REGISTRATION, ids(scope, CRDS, AGGREGATED_API_SERVER));
      add(scope, KARMADA_VERIFY, ids(scope, CONTROLLERS, REGISTRATION, RBAC));
    }

    private static List<String> clusterEnd(String name) {
      return ids(name, NODE_GROUP, ADDON_COREDNS, ADDON_METRICS_SERVER, ACCESS);
    }

    private static List<String> preflight() {
      return PREFLIGHT.stream().map(step -> step.id(Scopes.FEDERATION)).toList();
    }

    private static List<String> ids(String scope, Step... steps) {
      return Stream.of(steps).map(step -> step.id(scope)).toList();
    }

    private static List<String> join(List<String> some, List<String> more) {
      return Stream.concat(some.stream(), more.stream()).toList();
    }

    private void add(String scope, Step step, List<String> waitsFor, List<String> more) {
      steps.add(PlanStep.of(scope, step, waitsFor, more));
    }

    private void add(String scope, Step step, List<String> waitsFor) {
      add(scope, step, waitsFor, List.of());
    }
  }
}
