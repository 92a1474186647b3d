package dev.fedctl.activity.wiring;

import dev.fedctl.activity.LifeLine;
import dev.fedctl.activity.demo.DemoActivitiesImpl;
import dev.fedctl.activity.karmada.HostRemoval;
import dev.fedctl.activity.karmada.KarmadaActivitiesImpl;
import dev.fedctl.activity.karmada.plane.CrdDownload;
import dev.fedctl.activity.kubernetes.AccessReview;
import dev.fedctl.activity.kubernetes.Applier;
import dev.fedctl.activity.kubernetes.ClusterApis;
import dev.fedctl.activity.kubernetes.ClusterEndpoints;
import dev.fedctl.activity.kubernetes.EksToken;
import dev.fedctl.activity.kubernetes.KarmadaApis;
import dev.fedctl.activity.kubernetes.SdkFailures;
import dev.fedctl.activity.loadbalancer.ElasticLoadBalancers;
import dev.fedctl.activity.loadbalancer.EndpointGate;
import dev.fedctl.activity.loadbalancer.LoadBalancerActivitiesImpl;
import dev.fedctl.activity.loadbalancer.LoadBalancers;
import dev.fedctl.activity.membership.MembershipActivitiesImpl;
import dev.fedctl.activity.observation.Placements;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/**
 * All activities that talk to Kubernetes, made of what the AWS side provides.
 *
 * @param activities to be registered with a worker
 * @param clusters the APIs of EKS clusters
 * @param accessReview whether the worker may use a cluster, for the step that grants it
 * @param placements where workloads run, for people who are about to remove a member
 */
public record KubernetesSide(
    List<Object> activities,
    ClusterApis clusters,
    AccessReview accessReview,
    Placements placements) {

  /**
   * What the AWS side provides.
   *
   * @param endpoints by EKS DescribeCluster
   * @param credentials the worker's
   * @param loadBalancing the client of a region
   * @param failures AWS's translator
   * @param clock real time: signatures and certificates are judged by it
   * @param lifeLine of the worker
   */
  public record Aws(
      ClusterEndpoints endpoints,
      IdentityProvider<? extends AwsCredentialsIdentity> credentials,
      Function<String, ElasticLoadBalancingV2Client> loadBalancing,
      SdkFailures failures,
      InstantSource clock,
      LifeLine lifeLine) {}

  public static KubernetesSide of(Aws aws) {
    ClusterApis clusters =
        new ClusterApis(
            aws.endpoints(),
            new EksToken(aws.credentials(), aws.failures(), aws.clock()),
            aws.clock(),
            aws.lifeLine());
    KarmadaApis karmadas = new KarmadaApis(clusters, aws.clock());
    Applier applier = new Applier();
    LoadBalancers loadBalancers = new ElasticLoadBalancers(aws.loadBalancing(), aws.failures());
    return new KubernetesSide(
        List.of(
            new LoadBalancerActivitiesImpl(
                clusters, applier, new EndpointGate(loadBalancers, karmadas)),
            new KarmadaActivitiesImpl(
                clusters,
                karmadas,
                applier,
                new CrdDownload(),
                aws.clock(),
                new HostRemoval(clusters)),
            new MembershipActivitiesImpl(clusters, karmadas, applier),
            new DemoActivitiesImpl(karmadas, applier)),
        clusters,
        new AccessReview(clusters),
        new Placements(karmadas));
  }
}
