package dev.fedctl.activity.loadbalancer;

import static java.util.stream.Collectors.joining;

import dev.fedctl.activity.Look;
import dev.fedctl.activity.kubernetes.KarmadaApis;
import dev.fedctl.activity.kubernetes.KubernetesFailures;
import dev.fedctl.activity.loadbalancer.LoadBalancers.LoadBalancer;
import dev.fedctl.activity.loadbalancer.LoadBalancers.Target;
import dev.fedctl.activity.loadbalancer.LoadBalancers.TargetGroup;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.activity.LoadBalancerActivities.EndpointObserved;
import dev.fedctl.contract.activity.LoadBalancerActivities.EndpointWait;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.failure.Failures;
import dev.fedctl.contract.identity.Claim;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

/**
 * Whether Karmada answers through exactly the load balancer of its Service: proven by DNS name and
 * tags, then by state, targets, name resolution, and an answer to {@code /readyz}.
 */
public final class EndpointGate {

  private final LoadBalancers loadBalancers;
  private final KarmadaApis karmadas;

  public EndpointGate(LoadBalancers loadBalancers, KarmadaApis karmadas) {
    this.loadBalancers = loadBalancers;
    this.karmadas = karmadas;
  }

  Look<EndpointObserved> look(EndpointWait wait) {
    KarmadaRef karmada = wait.karmada();
    return active(karmada, wait.claim())
        .then(balancer -> healthy(karmada, balancer))
        .then(observed -> resolves(karmada, observed))
        .then(observed -> answers(karmada, observed));
  }

  private Look<LoadBalancer> active(KarmadaRef karmada, Claim claim) {
    return loadBalancers
        .find(karmada.host().region(), karmada.address())
        .map(balancer -> active(proven(balancer, karmada, claim)))
        .orElseGet(
            () ->
                Look.notYet(
                    "no load balancer of region %s has the name %s"
                        .formatted(karmada.host().region(), karmada.address()),
                    "see whether it was deleted by hand, then retry"));
  }

  private static Look<LoadBalancer> active(LoadBalancer balancer) {
    String state =
        "load balancer is " + balancer.state() + balancer.reason().map(r -> ": " + r).orElse("");
    return switch (balancer.state()) {
      case "active", "active_impaired" -> Look.ready(balancer);
      case "provisioning" -> Look.notYet(state, "see the load balancer in the EC2 console");
      default ->
          throw Failures.permanent(
              FailureFacts.of(
                  FailureKind.UNEXPECTED_STATE,
                  state,
                  "delete the Service \"%s\", then retry from its step"
                      .formatted(LoadBalancerObjects.SERVICE)));
    };
  }

  private static LoadBalancer proven(LoadBalancer balancer, KarmadaRef karmada, Claim claim) {
    Map<String, String> expected = LoadBalancers.tags(karmada.host(), karmada.namespace(), claim);
    if (!balancer.tags().entrySet().containsAll(expected.entrySet())) {
      throw Failures.permanent(
          FailureFacts.of(
              FailureKind.CONFLICT,
              "load balancer %s has the right name but not the tags of this federation"
                  .formatted(balancer.arn()),
              "see whose it is; its tags must say the Service, the cluster and the federation"));
    }
    return balancer;
  }

  private Look<EndpointObserved> healthy(KarmadaRef karmada, LoadBalancer balancer) {
    List<TargetGroup> groups = loadBalancers.targetGroups(karmada.host().region(), balancer.arn());
    List<Target> targets = groups.stream().flatMap(group -> group.targets().stream()).toList();
    // One is enough: cross-zone balancing is on.
    if (targets.stream().anyMatch(Target::isHealthy)) {
      return Look.ready(
          new EndpointObserved(balancer.arn(), groups.stream().map(TargetGroup::arn).toList()));
    }
    return Look.notYet(
        targets.isEmpty()
            ? "the load balancer has no targets yet"
            : "no target of the load balancer is healthy: "
                + targets.stream()
                    .map(target -> target.id() + " " + target.health() + " " + target.reason())
                    .map(String::strip)
                    .collect(joining(", ")),
        "see that the nodes' security group lets the load balancer in, then retry");
  }

  private static Look<EndpointObserved> resolves(KarmadaRef karmada, EndpointObserved observed) {
    try {
      InetAddress[] addresses = InetAddress.getAllByName(karmada.address());
      return addresses.length == 0 ? unresolved(karmada) : Look.ready(observed);
    } catch (UnknownHostException e) {
      return unresolved(karmada);
    }
  }

  private static Look<EndpointObserved> unresolved(KarmadaRef karmada) {
    return Look.notYet(
        karmada.address() + " does not resolve yet",
        "see that the worker's resolver knows the internet's names, then retry");
  }

  private Look<EndpointObserved> answers(KarmadaRef karmada, EndpointObserved observed) {
    try {
      karmadas.raw(karmada, api -> api.client().raw("/readyz", "GET", null));
      return Look.ready(observed);
    } catch (KubernetesClientException e) {
      return Look.notYet(
          "Karmada does not answer at %s:%d: %s"
              .formatted(karmada.address(), karmada.port(), KubernetesFailures.brief(e)),
          "see that spec.karmada.endpoint.allowedCidrs holds the worker's own address");
    }
  }
}
