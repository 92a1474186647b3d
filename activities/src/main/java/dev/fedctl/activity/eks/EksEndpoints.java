package dev.fedctl.activity.eks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.activity.Waits;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.activity.kubernetes.ClusterEndpoints;
import dev.fedctl.activity.kubernetes.Endpoint;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import java.util.Base64;
import software.amazon.awssdk.services.eks.model.Cluster;

/** The Kubernetes endpoint of an EKS cluster, and whether it stands, from DescribeCluster. */
public final class EksEndpoints implements ClusterEndpoints {

  private final Clusters clusters;

  public EksEndpoints(AwsClients aws) {
    this.clusters = new Clusters(aws);
  }

  @Override
  public Endpoint find(ClusterRef cluster) {
    return AwsFailures.translating(
        "find the endpoint of " + Words.text(cluster),
        () ->
            clusters
                .find(cluster)
                .filter(found -> found.endpoint() != null && found.certificateAuthority() != null)
                .map(EksEndpoints::endpoint)
                .orElseThrow(
                    () ->
                        Waits.failure(
                            FailureFacts.of(
                                FailureKind.EVENTUAL,
                                Words.text(cluster) + " shows no endpoint",
                                "see whether the cluster stands, then retry"))));
  }

  @Override
  public boolean stands(ClusterRef cluster) {
    return AwsFailures.translating(
        "find " + Words.text(cluster),
        () ->
            clusters
                .find(cluster)
                .map(
                    found ->
                        switch (found.status()) {
                          case ACTIVE, UPDATING, UNKNOWN_TO_SDK_VERSION -> true;
                          case CREATING, PENDING, FAILED, DELETING -> false;
                        })
                .orElse(false));
  }

  private static Endpoint endpoint(Cluster cluster) {
    String pem =
        new String(Base64.getDecoder().decode(cluster.certificateAuthority().data()), UTF_8);
    return new Endpoint(cluster.endpoint(), pem);
  }
}
