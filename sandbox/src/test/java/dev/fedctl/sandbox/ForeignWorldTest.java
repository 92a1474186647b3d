package dev.fedctl.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedctl.sandbox.world.WorldFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.LocationType;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.ClusterStatus;
import software.amazon.awssdk.services.eks.model.InvalidParameterException;
import software.amazon.awssdk.services.eks.model.NodegroupStatus;
import software.amazon.awssdk.services.eks.model.ResourceInUseException;
import software.amazon.awssdk.services.eks.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.eks.model.Update;
import software.amazon.awssdk.services.eks.model.UpdateStatus;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.iam.model.LimitExceededException;

class ForeignWorldTest {

  private final CloudUnderTest cloud =
      new CloudUnderTest(
          WorldFile.read(
              "world",
              """
              quotas: {clustersPerRegion: 1, nodeGroupsPerCluster: 1, roles: 1}
              regions:
                - name: eu-north-1
                  offerings: {"*": [], t3.medium: [eu-north-1a]}
                  vpcs:
                    - id: vpc-01234567
                      cidr: 10.0.0.0/16
                      subnets:
                        - {id: subnet-0000000a, zone: eu-north-1a, cidr: 10.0.0.0/20}
                        - {id: subnet-0000000b, zone: eu-north-1b, cidr: 10.0.16.0/20}
                      securityGroups: [{id: sg-0000000a, name: theirs, tags: {a: b}}]
                  launchTemplates: [{name: theirs, id: lt-0000000a}]
                  clusters:
                    - name: theirs
                      subnets: [subnet-0000000a, subnet-0000000b]
                      tags: {fedctl.dev/federation: other, fedctl.dev/resource: x/control-plane}
                      nodeGroups: [{name: nodes, subnets: [subnet-0000000a], nodes: 2}]
                  loadBalancers: [{name: theirs, subnets: [subnet-0000000a], cluster: theirs}]
                  targetGroups: [{name: lonely, vpc: vpc-01234567, tags: {a: b}}]
              """));
  private final EksClient eks = cloud.eks();

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void whatOthersMadeIsThereFromTheStart() {
    assertThat(eks.describeCluster(r -> r.name("theirs")).cluster())
        .satisfies(
            cluster -> {
              assertThat(cluster.status()).isEqualTo(ClusterStatus.ACTIVE);
              assertThat(cluster.tags()).containsEntry("fedctl.dev/federation", "other");
              assertThat(cluster.endpoint()).isNotBlank();
            });
    assertThat(
            eks.describeNodegroup(r -> r.clusterName("theirs").nodegroupName("nodes"))
                .nodegroup()
                .status())
        .isEqualTo(NodegroupStatus.ACTIVE);
    assertThat(cloud.aws.nodes(cloud.kubernetes.born.getFirst())).hasSize(2);
    assertThat(cloud.elb().describeLoadBalancers(r -> r.names("theirs")).loadBalancers())
        .singleElement()
        .satisfies(one -> assertThat(one.state().code()).isEqualTo(LoadBalancerStateEnum.ACTIVE));
    Ec2Client ec2 = cloud.ec2();
    assertThat(ec2.describeLaunchTemplates(r -> r.launchTemplateNames("theirs")).launchTemplates())
        .singleElement()
        .satisfies(one -> assertThat(one.launchTemplateId()).isEqualTo("lt-0000000a"));
    assertThat(ec2.describeSecurityGroups(r -> r.groupIds("sg-0000000a")).securityGroups())
        .hasSize(1);
  }

  @Test
  void targetGroupOfALoadBalancerThatIsGoneIsSeenAndCanBeDeleted() {
    String arn =
        cloud
            .elb()
            .describeTargetGroups(r -> r.names("lonely"))
            .targetGroups()
            .getFirst()
            .targetGroupArn();

    assertThat(cloud.elb().describeTargetGroups(r -> r.targetGroupArns(arn)).targetGroups())
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.loadBalancerArns()).isEmpty();
              assertThat(group.vpcId()).isEqualTo("vpc-01234567");
            });
    assertThat(
            cloud.elb().describeTags(r -> r.resourceArns(arn)).tagDescriptions().getFirst().tags())
        .extracting(tag -> tag.key() + "=" + tag.value())
        .containsExactly("a=b");

    cloud.elb().deleteTargetGroup(r -> r.targetGroupArn(arn));
    assertThat(cloud.elb().describeTargetGroups().targetGroups())
        .noneMatch(group -> group.targetGroupArn().equals(arn));
  }

  @Test
  void whatOthersMadeIsNoWorkOfTheRun() {
    assertThat(cloud.sandbox.readiness()).isEmpty();
    assertThat(cloud.sandbox.ledger().rows()).isEmpty();
  }

  @Test
  void restrictedOfferingsShow() {
    assertThat(
            cloud
                .ec2()
                .describeInstanceTypeOfferings(r -> r.locationType(LocationType.AVAILABILITY_ZONE))
                .instanceTypeOfferings())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.instanceTypeAsString()).isEqualTo("t3.medium");
              assertThat(one.location()).isEqualTo("eu-north-1a");
            });
  }

  @Test
  void quotasAreEnforced() {
    assertThatThrownBy(
            () ->
                cloud
                    .iam()
                    .createRole(
                        r ->
                            r.roleName("one-more")
                                .assumeRolePolicyDocument(
                                    "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                                        + "\"eks.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}")))
        .isInstanceOf(LimitExceededException.class);
    assertThatThrownBy(
            () ->
                eks.createNodegroup(
                    r ->
                        r.clusterName("theirs")
                            .nodegroupName("second")
                            .nodeRole("arn:aws:iam::111122223333:role/fedctl-worker")
                            .subnets("subnet-0000000a")))
        .isInstanceOf(ResourceLimitExceededException.class);
  }

  @Test
  void groupIsResizedByOneUpdateAtATime() {
    Update update = resize(3, "a");
    assertThat(resize(3, "a").id()).isEqualTo(update.id());
    assertThatThrownBy(() -> resize(4, "b")).isInstanceOf(ResourceInUseException.class);
    assertThat(status(update)).isEqualTo(UpdateStatus.IN_PROGRESS);
    assertThat(
            eks.describeNodegroup(r -> r.clusterName("theirs").nodegroupName("nodes"))
                .nodegroup()
                .status())
        .isEqualTo(NodegroupStatus.UPDATING);

    cloud.advance(Duration.ofSeconds(60));
    assertThat(status(update)).isEqualTo(UpdateStatus.SUCCESSFUL);
    assertThat(cloud.aws.nodes(cloud.kubernetes.born.getFirst())).hasSize(3);
    assertThat(eks.listUpdates(r -> r.name("theirs").nodegroupName("nodes")).updateIds())
        .containsExactly(update.id());
    assertThatThrownBy(() -> resize(3, "c"))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("No changes needed");
    resize(1, "d");
    assertThat(cloud.aws.nodes(cloud.kubernetes.born.getFirst())).hasSize(1);
  }

  private Update resize(int nodes, String token) {
    return eks.updateNodegroupConfig(
            r ->
                r.clusterName("theirs")
                    .nodegroupName("nodes")
                    .clientRequestToken(token.repeat(64))
                    .scalingConfig(s -> s.minSize(nodes).maxSize(nodes).desiredSize(nodes)))
        .update();
  }

  private UpdateStatus status(Update update) {
    return eks.describeUpdate(r -> r.name("theirs").nodegroupName("nodes").updateId(update.id()))
        .update()
        .status();
  }

  @Test
  void clusterTakesOneKindOfChangeAtATime() {
    assertThatThrownBy(
            () ->
                eks.updateClusterConfig(
                    r ->
                        r.name("theirs")
                            .deletionProtection(true)
                            .resourcesVpcConfig(v -> v.endpointPrivateAccess(true))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Only one type of update");
    assertThatThrownBy(
            () ->
                eks.updateClusterConfig(
                    r -> r.name("theirs").resourcesVpcConfig(v -> v.endpointPublicAccess(false))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("cannot be false at the same time");

    eks.updateClusterConfig(
        r -> r.name("theirs").resourcesVpcConfig(v -> v.endpointPrivateAccess(true)));
    assertThatThrownBy(
            () -> eks.updateClusterConfig(r -> r.name("theirs").deletionProtection(true)))
        .isInstanceOf(ResourceInUseException.class);
    assertThat(eks.describeCluster(r -> r.name("theirs")).cluster())
        .satisfies(
            cluster -> {
              assertThat(cluster.status()).isEqualTo(ClusterStatus.UPDATING);
              assertThat(cluster.resourcesVpcConfig().endpointPrivateAccess()).isTrue();
              assertThat(cluster.resourcesVpcConfig().subnetIds()).hasSize(2);
            });
    cloud.advance(Duration.ofMinutes(2));
    assertThat(eks.describeCluster(r -> r.name("theirs")).cluster().status())
        .isEqualTo(ClusterStatus.ACTIVE);
  }

  @Test
  void protectedClusterIsNotDeleted() {
    eks.updateClusterConfig(r -> r.name("theirs").deletionProtection(true));
    cloud.advance(Duration.ofMinutes(2));
    eks.deleteNodegroup(r -> r.clusterName("theirs").nodegroupName("nodes"));
    cloud.advance(Duration.ofMinutes(4));
    assertThatThrownBy(() -> eks.deleteCluster(r -> r.name("theirs")))
        .hasMessageContaining("deletion protection");
    eks.updateClusterConfig(r -> r.name("theirs").deletionProtection(false));
    cloud.advance(Duration.ofMinutes(2));
    eks.deleteCluster(r -> r.name("theirs"));
    assertThat(eks.describeCluster(r -> r.name("theirs")).cluster().status())
        .isEqualTo(ClusterStatus.DELETING);
  }

  @Test
  void otherRegionsAreThereAndEmpty() {
    EksClient ireland =
        cloud.client(EksClient.builder(), CloudUnderTest.worker(), Region.EU_WEST_1);
    assertThat(ireland.listClusters().clusters()).isEmpty();
    Ec2Client virginia =
        cloud.client(Ec2Client.builder(), CloudUnderTest.worker(), Region.US_EAST_1);
    assertThat(virginia.describeVpcs().vpcs()).isEmpty();
    assertThat(virginia.describeRegions(r -> r.allRegions(true)).regions())
        .extracting(region -> Map.entry(region.regionName(), region.optInStatus()))
        .contains(
            Map.entry("eu-north-1", "opt-in-not-required"), Map.entry("af-south-1", "not-opted-in"))
        .extracting(Map.Entry::getKey)
        .doesNotContain("cn-north-1")
        .containsAll(List.of("eu-central-2", "us-west-2"));
    assertThatThrownBy(
            () ->
                cloud
                    .client(EksClient.builder(), CloudUnderTest.worker(), Region.AF_SOUTH_1)
                    .listClusters())
        .hasMessageContaining("security token");
  }
}
