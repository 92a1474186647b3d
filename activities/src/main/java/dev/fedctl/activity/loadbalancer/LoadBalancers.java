package dev.fedctl.activity.loadbalancer;

import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.identity.OwnerTags;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Elastic Load Balancing knows, as far as it is asked here. Failures come out translated. */
public interface LoadBalancers {

  /** The Service of Karmada's load balancer. */
  String SERVICE = LoadBalancerObjects.SERVICE;

  /** The one load balancer of the region whose DNS name is exactly this, whatever the case. */
  Optional<LoadBalancer> find(String region, String dnsName);

  /**
   * What EKS's service controller puts on the load balancer of Karmada's Service: its own tags and,
   * because the Service asks for them, those of the owner.
   */
  static Map<String, String> tags(ClusterRef host, String namespace, Claim claim) {
    return Map.of(
        "kubernetes.io/service-name",
        namespace + "/" + SERVICE,
        "kubernetes.io/cluster/" + host.name(),
        "owned",
        OwnerTags.FEDERATION_ID,
        claim.owner().federationId().toString());
  }

  /** The target groups of a load balancer with the health of their targets. */
  List<TargetGroup> targetGroups(String region, String loadBalancerArn);

  /**
   * A load balancer.
   *
   * @param state {@code provisioning}, {@code active}, {@code active_impaired}, {@code failed}
   * @param reason what AWS says about the state, when it does
   */
  record LoadBalancer(
      String arn, String state, Optional<String> reason, Map<String, String> tags) {}

  /** A target group. */
  record TargetGroup(String arn, List<Target> targets) {}

  /**
   * A target.
   *
   * @param health as AWS writes it, {@code initial} for one
   * @param reason AWS's code for it, as {@code Elb.InitialHealthChecking}; empty when healthy
   */
  record Target(String id, String health, String reason) {

    boolean isHealthy() {
      return health.equals("healthy");
    }
  }
}
