package dev.fedctl.contract.activity;

import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.spec.Scheme;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/**
 * The Network Load Balancer in front of Karmada: made by EKS's own service controller from a
 * Service (type nlb, instance targets), so that nothing needs to be installed for it.
 */
@ActivityInterface
public interface LoadBalancerActivities {

  /** Ensures Karmada's namespace and the Service that wants the load balancer. */
  @ActivityMethod(name = "EnsureLoadBalancer")
  StepOutcome ensureLoadBalancer(LoadBalancerRequest request);

  /** Looks whether the Service shows the load balancer's DNS name. */
  @ActivityMethod(name = "AwaitLoadBalancerName")
  Awaited<KarmadaRef> awaitLoadBalancerName(LoadBalancerWait wait);

  /**
   * Looks whether exactly the load balancer of this Service, found by its DNS name and its tags, is
   * active, has a healthy target, its name resolves, and Karmada's API answers /readyz through it.
   */
  @ActivityMethod(name = "AwaitEndpoint")
  Awaited<EndpointObserved> awaitEndpoint(EndpointWait wait);

  /** A load balancer to be had. */
  record LoadBalancerRequest(
      Claim claim,
      ClusterRef host,
      String namespace,
      Scheme scheme,
      int port,
      List<String> allowedCidrs,
      List<String> subnetIds)
      implements Claimed {}

  /** A load balancer's name that is waited for. */
  record LoadBalancerWait(
      Claim claim, ClusterRef host, String namespace, int port, Patience patience)
      implements Claimed {}

  /** Karmada's API through its load balancer that is waited for. */
  record EndpointWait(Claim claim, KarmadaRef karmada, Patience patience) implements Claimed {}

  /** The load balancer, found exactly. */
  record EndpointObserved(String loadBalancerArn, List<String> targetGroupArns) {}
}
