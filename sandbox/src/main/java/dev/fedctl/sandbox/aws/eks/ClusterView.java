package dev.fedctl.sandbox.aws.eks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.world.Partition;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster as DescribeCluster shows it. */
final class ClusterView {

  private ClusterView() {}

  static Map<String, Object> of(Cluster cluster, Instant now) {
    Cluster.Birth birth = cluster.birth();
    Input request = cluster.settings();
    boolean reachable = !now.isBefore(birth.settledAt()) && cluster.succeeds();
    String issuer =
        "https://oidc.eks.%s.%s/id/%s"
            .formatted(
                cluster.id().region(),
                Partition.of(cluster.id().region()).domain(),
                cluster.id().serial());
    return Output.of(
        "name", cluster.name(),
        "arn", birth.arn(),
        "createdAt", birth.createdAt(),
        "version", birth.version(),
        "endpoint", when(reachable, birth.endpoint().endpoint()),
        "roleArn", request.required("roleArn"),
        "resourcesVpcConfig", network(birth, request),
        "kubernetesNetworkConfig",
            Output.of(
                "serviceIpv4Cidr",
                request
                    .structure("kubernetesNetworkConfig")
                    .flatMap(config -> config.text("serviceIpv4Cidr"))
                    .orElse("172.20.0.0/16"),
                "ipFamily",
                "ipv4"),
        "logging", request.structure("logging").map(Input::members),
        "identity", when(reachable, Output.of("oidc", Output.of("issuer", issuer))),
        "status", cluster.status(now),
        "certificateAuthority",
            when(
                reachable,
                Output.of(
                    "data",
                    Base64.getEncoder()
                        .encodeToString(
                            birth.endpoint().certificateAuthority().getBytes(US_ASCII)))),
        "clientRequestToken", request.text("clientRequestToken"),
        "platformVersion", "eks.1",
        "tags", cluster.tags,
        "health", Output.of("issues", issues(cluster, now)),
        "accessConfig",
            Output.of(
                "authenticationMode", ClusterChecks.authenticationMode(request),
                "bootstrapClusterCreatorAdminPermissions", ClusterChecks.creatorIsAdmin(request)),
        "upgradePolicy",
            Output.of(
                "supportType",
                request
                    .structure("upgradePolicy")
                    .flatMap(policy -> policy.text("supportType"))
                    .orElse("EXTENDED")),
        "deletionProtection", request.flag("deletionProtection").orElse(false));
  }

  private static Map<String, Object> network(Cluster.Birth birth, Input request) {
    Input sent = request.structure("resourcesVpcConfig").orElseThrow();
    List<String> cidrs = sent.texts("publicAccessCidrs");
    return Output.of(
        "subnetIds", sent.texts("subnetIds"),
        "securityGroupIds", sent.texts("securityGroupIds"),
        "clusterSecurityGroupId", birth.securityGroupId(),
        "vpcId", birth.vpcId(),
        "endpointPublicAccess", sent.flag("endpointPublicAccess").orElse(true),
        "endpointPrivateAccess", sent.flag("endpointPrivateAccess").orElse(false),
        "publicAccessCidrs", cidrs.isEmpty() ? List.of("0.0.0.0/0") : cidrs);
  }

  private static List<Map<String, Object>> issues(Cluster cluster, Instant now) {
    return cluster
        .birth()
        .outcome()
        .filter(outcome -> outcome.state().equals(cluster.status(now)))
        .filter(outcome -> outcome.code().isPresent())
        .map(
            outcome ->
                List.of(
                    Output.of(
                        "code", outcome.code(),
                        "message", outcome.message().orElse("scripted"),
                        "resourceIds", List.of(cluster.name()))))
        .orElse(List.of());
  }

  private static <T> Optional<T> when(boolean condition, T value) {
    return condition ? Optional.of(value) : Optional.empty();
  }
}
