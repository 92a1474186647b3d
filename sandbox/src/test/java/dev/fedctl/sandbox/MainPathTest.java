package dev.fedctl.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.cloud.ClusterId;
import dev.fedctl.sandbox.ledger.LedgerRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.ArchitectureType;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMappingRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AddonPodIdentityAssociations;
import software.amazon.awssdk.services.eks.model.AddonStatus;
import software.amazon.awssdk.services.eks.model.AuthenticationMode;
import software.amazon.awssdk.services.eks.model.ClusterStatus;
import software.amazon.awssdk.services.eks.model.NodegroupStatus;
import software.amazon.awssdk.services.iam.IamClient;

class MainPathTest {

  private static final String CLUSTER = "karmada-guidance-parent";
  private static final Map<String, String> OWNED =
      Map.of("fedctl.dev/federation", "karmada-guidance");

  private final CloudUnderTest cloud = new CloudUnderTest();

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void clusterWithNodesAndAddonsComesUpAndGoesAway() {
    assertThat(cloud.sts().getCallerIdentity().arn())
        .isEqualTo("arn:aws:sts::111122223333:assumed-role/fedctl-worker/rehearsal");
    String clusterRole = role("cluster", "eks.amazonaws.com", "AmazonEKSClusterPolicy");
    String nodeRole =
        role(
            "node",
            "ec2.amazonaws.com",
            "AmazonEKSWorkerNodePolicy",
            "AmazonEC2ContainerRegistryPullOnly",
            "AmazonEKS_CNI_Policy");
    String podRole = role("ebs", "pods.eks.amazonaws.com", "service-role/AmazonEBSCSIDriverPolicy");
    List<String> privateSubnets =
        cloud.ec2().describeSubnets(r -> r.filters(filter("vpc-id", vpcId()))).subnets().stream()
            .filter(subnet -> !subnet.mapPublicIpOnLaunch())
            .map(Subnet::subnetId)
            .toList();
    assertThat(privateSubnets).hasSize(3);
    cloud.advance(Duration.ofSeconds(20));

    EksClient eks = cloud.eks();
    eks.createCluster(
        r ->
            r.name(CLUSTER)
                .version("1.35")
                .roleArn(clusterRole)
                .resourcesVpcConfig(v -> v.subnetIds(privateSubnets))
                .accessConfig(
                    a ->
                        a.authenticationMode(AuthenticationMode.API)
                            .bootstrapClusterCreatorAdminPermissions(false))
                .bootstrapSelfManagedAddons(false)
                .clientRequestToken("token-of-the-first-parent-of-all-parents")
                .tags(Map.of("fedctl.dev/resource", CLUSTER + "/control-plane")));
    assertThat(eks.describeCluster(r -> r.name(CLUSTER)).cluster().status())
        .isEqualTo(ClusterStatus.CREATING);
    cloud.advance(Duration.ofMinutes(10));
    assertThat(eks.describeCluster(r -> r.name(CLUSTER)).cluster())
        .satisfies(
            cluster -> {
              assertThat(cluster.status()).isEqualTo(ClusterStatus.ACTIVE);
              assertThat(cluster.endpoint()).startsWith("https://");
              assertThat(cluster.certificateAuthority().data()).isNotBlank();
            });

    eks.createAccessEntry(
        r ->
            r.clusterName(CLUSTER)
                .principalArn("arn:aws:iam::111122223333:role/fedctl-worker")
                .tags(OWNED));
    eks.associateAccessPolicy(
        r ->
            r.clusterName(CLUSTER)
                .principalArn("arn:aws:iam::111122223333:role/fedctl-worker")
                .policyArn("arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy")
                .accessScope(s -> s.type("cluster")));
    for (String addon : List.of("vpc-cni", "kube-proxy", "eks-pod-identity-agent", "coredns")) {
      eks.createAddon(r -> r.clusterName(CLUSTER).addonName(addon).tags(OWNED));
    }
    eks.createAddon(
        r ->
            r.clusterName(CLUSTER)
                .addonName("aws-ebs-csi-driver")
                .podIdentityAssociations(
                    AddonPodIdentityAssociations.builder()
                        .serviceAccount("ebs-csi-controller-sa")
                        .roleArn(podRole)
                        .build()));
    String template =
        cloud
            .ec2()
            .createLaunchTemplate(
                r ->
                    r.launchTemplateName("fedctl-parent-nodes")
                        .clientToken("lt")
                        .launchTemplateData(
                            d ->
                                d.metadataOptions(m -> m.httpTokens("required"))
                                    .blockDeviceMappings(
                                        LaunchTemplateBlockDeviceMappingRequest.builder()
                                            .deviceName("/dev/xvda")
                                            .ebs(e -> e.encrypted(true).volumeSize(80))
                                            .build())))
            .launchTemplate()
            .launchTemplateId();
    List<String> types =
        cloud
            .ec2()
            .describeInstanceTypesPaginator(
                r ->
                    r.filters(
                        filter("vcpu-info.default-vcpus", "2"),
                        filter("memory-info.size-in-mib", "4096"),
                        filter("processor-info.supported-architecture", "x86_64"),
                        filter("hypervisor", "nitro")))
            .instanceTypes()
            .stream()
            .peek(
                type ->
                    assertThat(type.processorInfo().supportedArchitectures())
                        .containsExactly(ArchitectureType.X86_64))
            .map(type -> type.instanceTypeAsString())
            .toList();
    assertThat(types).contains("t3.medium", "c6i.large").doesNotContain("t2.medium");
    eks.createNodegroup(
        r ->
            r.clusterName(CLUSTER)
                .nodegroupName("workers")
                .nodeRole(nodeRole)
                .subnets(privateSubnets)
                .instanceTypes(types)
                .amiType("AL2023_x86_64_STANDARD")
                .scalingConfig(s -> s.minSize(3).maxSize(3).desiredSize(3))
                .launchTemplate(l -> l.id(template).version("1")));
    cloud.advance(Duration.ofSeconds(60));
    assertThat(addonStatus(eks, "vpc-cni")).isEqualTo(AddonStatus.ACTIVE);
    assertThat(addonStatus(eks, "coredns")).isEqualTo(AddonStatus.CREATING);
    cloud.advance(Duration.ofSeconds(50));
    assertThat(
            eks.describeNodegroup(r -> r.clusterName(CLUSTER).nodegroupName("workers"))
                .nodegroup()
                .status())
        .isEqualTo(NodegroupStatus.ACTIVE);
    cloud.advance(Duration.ofSeconds(30));
    assertThat(addonStatus(eks, "coredns")).isEqualTo(AddonStatus.ACTIVE);

    ClusterId id = cloud.kubernetes.born.getFirst();
    assertThat(cloud.aws.nodes(id)).extracting(AwsSide.Node::zone).doesNotHaveDuplicates();
    assertThat(cloud.aws.accessEntries(id))
        .anySatisfy(
            entry ->
                assertThat(entry.policyArns())
                    .containsExactly(
                        "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"));

    eks.deleteNodegroup(r -> r.clusterName(CLUSTER).nodegroupName("workers"));
    cloud.advance(Duration.ofMinutes(3));
    eks.deleteCluster(r -> r.name(CLUSTER));
    cloud.advance(Duration.ofMinutes(4));
    assertThat(eks.listClusters().clusters()).isEmpty();
    assertThat(cloud.kubernetes.gone).containsExactly(id);
    assertThat(cloud.sandbox.duplicates()).isEmpty();
    assertThat(cloud.sandbox.ledger().rows())
        .filteredOn(LedgerRow.Mutation.class::isInstance)
        .hasSizeGreaterThan(15);
  }

  private AddonStatus addonStatus(EksClient eks, String addon) {
    return eks.describeAddon(r -> r.clusterName(CLUSTER).addonName(addon)).addon().status();
  }

  private String vpcId() {
    return cloud
        .ec2()
        .describeVpcs(r -> r.filters(filter("tag:Name", "KarmadaVPC")))
        .vpcs()
        .getFirst()
        .vpcId();
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private String role(String name, String service, String... policies) {
    IamClient iam = cloud.iam();
    String trust =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"%s"},
        "Action":["sts:AssumeRole","sts:TagSession"]}]}"""
            .formatted(service);
    String arn =
        iam.createRole(r -> r.roleName(name).path("/fedctl/").assumeRolePolicyDocument(trust))
            .role()
            .arn();
    for (String policy : policies) {
      iam.attachRolePolicy(r -> r.roleName(name).policyArn("arn:aws:iam::aws:policy/" + policy));
    }
    return arn;
  }
}
