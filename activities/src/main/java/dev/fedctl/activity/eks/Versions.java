package dev.fedctl.activity.eks;

import dev.fedctl.activity.Waits;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.contract.activity.EksActivities.KubernetesVersion;
import dev.fedctl.contract.activity.EksActivities.VersionQuery;
import dev.fedctl.contract.failure.FailureFacts;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.eks.model.ClusterVersionInformation;
import software.amazon.awssdk.services.eks.model.VersionStatus;

/** The Kubernetes versions that EKS offers. */
final class Versions {

  private final AwsClients aws;

  Versions(AwsClients aws) {
    this.aws = aws;
  }

  KubernetesVersion find(VersionQuery query) {
    List<ClusterVersionInformation> offered =
        aws.eks(query.region()).describeClusterVersionsPaginator(r -> {}).clusterVersions().stream()
            .filter(version -> version.versionStatus() == VersionStatus.STANDARD_SUPPORT)
            .toList();
    return offered.stream()
        .filter(
            version ->
                query
                    .wanted()
                    .map(version.clusterVersion()::equals)
                    .orElse(Boolean.TRUE.equals(version.defaultVersion())))
        .findFirst()
        .map(version -> new KubernetesVersion(version.clusterVersion()))
        .orElseThrow(
            () ->
                Waits.failure(
                    FailureFacts.invalidSpec(
                        "spec.kubernetesVersion",
                        "EKS does not offer Kubernetes %s under standard support in %s"
                            .formatted(query.wanted().orElse("by default"), query.region()),
                        "choose one of: "
                            + offered.stream()
                                .map(ClusterVersionInformation::clusterVersion)
                                .sorted()
                                .collect(Collectors.joining(", ")))));
  }
}
