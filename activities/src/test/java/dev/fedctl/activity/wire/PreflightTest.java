package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.EksActivities.VersionQuery;
import dev.fedctl.contract.activity.NetworkActivities;
import dev.fedctl.contract.activity.NetworkActivities.NetworkQuery;
import dev.fedctl.contract.activity.NetworkObserved;
import dev.fedctl.contract.activity.NetworkObserved.Subnet;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.spec.VpcSpec;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.sandbox.world.WorldFile;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is looked at before anything is made, and how it is refused. */
class PreflightTest {

  private static final String REGION = "us-east-1";

  /**
   * Three private subnets with a way out, one public; what a test changes is in a line of its own.
   */
  private static final String WORLD =
      """
      regions:
        - name: us-east-1
          zones:
            - {name: us-east-1a, id: use1-az1}
            - {name: us-east-1b, id: use1-az2}
            - {name: us-east-1c, id: use1-az3}
            - {name: us-east-1-bos-1a, id: use1-bos1-az1, type: local-zone}
          vpcs:
            - id: vpc-0000000000000000a
              cidr: 10.1.0.0/16
              dnsHostnames: true
              tags: {Name: ours}
              subnets:
                - {id: subnet-0000000000000000a, zone: us-east-1a, cidr: 10.1.0.0/20}
                - {id: subnet-0000000000000000b, zone: us-east-1b, cidr: 10.1.16.0/20}
                - {id: subnet-0000000000000000c, zone: us-east-1c, cidr: 10.1.32.0/20}
                - {id: subnet-0000000000000000d, zone: us-east-1-bos-1a, cidr: 10.1.48.0/20}
                - {id: subnet-0000000000000000e, zone: us-east-1a, cidr: 10.1.64.0/20, mapPublicIpOnLaunch: true}
              routeTables:
                - id: rtb-000000000000000a1
                  main: true
                  routes:
                    - {destination: 0.0.0.0/0, target: nat-0000000000000000a}
                - id: rtb-000000000000000a2
                  subnets: [subnet-0000000000000000e]
                  routes:
                    - {destination: 0.0.0.0/0, target: igw-0000000000000000a}
            - {id: vpc-0000000000000000b, cidr: 10.2.0.0/16, tags: {Name: ours2}}
            - {id: vpc-0000000000000000c, cidr: 10.3.0.0/16, tags: {Name: twice}}
            - {id: vpc-0000000000000000d, cidr: 10.4.0.0/16, tags: {Name: twice}}
      """;

  @Test
  void zonesInWhichEksCannotBeAndLocalZonesAreLeftOut() {
    try (AwsWire cloud = new AwsWire(world(WORLD))) {
      NetworkObserved network = find(cloud, "ours");

      assertThat(network.vpcId()).isEqualTo("vpc-0000000000000000a");
      assertThat(network.nodeSubnets())
          .extracting(Subnet::zone)
          .containsExactly("us-east-1a", "us-east-1b");
    }
  }

  @Test
  void nodesGoToPrivateSubnetsWhereThereAreEnough() {
    try (AwsWire cloud = new AwsWire(world(WORLD))) {
      assertThat(find(cloud, "ours").nodeSubnets())
          .extracting(Subnet::id)
          .containsExactly("subnet-0000000000000000a", "subnet-0000000000000000b");
    }
  }

  @Test
  void nameOfSeveralVpcsIsRefusedWithAllOfThem() {
    try (AwsWire cloud = new AwsWire(world(WORLD))) {
      FailureFacts facts = AwsWire.failure(() -> find(cloud, "twice"));

      assertThat(facts.kind()).isEqualTo(FailureKind.INVALID_SPEC);
      assertThat(facts.message()).contains("vpc-0000000000000000c, vpc-0000000000000000d");
      assertThat(facts.specPath()).contains("spec.network.vpc.name");
    }
  }

  @Test
  void partOfANameIsNoName() {
    try (AwsWire cloud = new AwsWire(world(WORLD))) {
      assertThat(AwsWire.failure(() -> find(cloud, "our")).message()).contains("there is no VPC");
      assertThat(AwsWire.failure(() -> find(cloud, "our*")).message()).contains("there is no VPC");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dnsHostnames: true | dnsHostnames: false | DNS host names are off",
        "dnsHostnames: true | dnsSupport: false | DNS support is off",
        "zone: us-east-1b | zone: us-east-1a | two zones that EKS can use",
        "target: igw-0000000000000000a | target: nat-0000000000000000b | no subnet routes to an internet gateway",
        "'zone: us-east-1b,' | 'zone: us-east-1b, availableAddresses: 5,' | subnet-0000000000000000b has 5",
        "'cidr: 10.1.16.0/20' | 'cidr: 10.1.16.0/27' | addresses in the node subnets"
      })
  void whatStandsInTheWayIsNamedBeforeAnythingIsMade(String part, String instead, String problem) {
    String changed = WORLD.replace(part, instead).replace("cidr: 10.1.0.0/20", small(instead));
    try (AwsWire cloud = new AwsWire(world(changed))) {
      FailureFacts facts = AwsWire.failure(() -> find(cloud, "ours"));

      assertThat(facts.kind()).isEqualTo(FailureKind.INVALID_SPEC);
      assertThat(facts.message()).contains(problem);
      assertThat(facts.specPath()).contains("spec.network.vpc");
      assertThat(cloud.mutationsFrom(0)).isEmpty();
    }
  }

  @Test
  void versionThatEksDoesNotOfferIsRefusedWithThoseItDoes() {
    try (AwsWire cloud = new AwsWire(world(WORLD))) {
      EksActivities eks = cloud.activity(EksActivities.class);
      assertThat(eks.findKubernetesVersion(new VersionQuery(REGION, Optional.empty())).version())
          .isEqualTo("1.35");

      FailureFacts facts =
          AwsWire.failure(
              () -> eks.findKubernetesVersion(new VersionQuery(REGION, Optional.of("1.99"))));

      assertThat(facts.kind()).isEqualTo(FailureKind.INVALID_SPEC);
      assertThat(facts.advice()).contains("1.34", "1.35");
      assertThat(facts.specPath()).contains("spec.kubernetesVersion");
    }
  }

  /** Too few addresses in one subnet are made up for by the other, unless that is small, too. */
  private static String small(String instead) {
    return instead.endsWith("/27") ? "cidr: 10.1.0.0/27" : "cidr: 10.1.0.0/20";
  }

  private static NetworkObserved find(AwsWire cloud, String name) {
    return cloud
        .activity(NetworkActivities.class)
        .findNetwork(
            new NetworkQuery(REGION, new VpcSpec.ByName(name), "spec.network.vpc", 3, 3, true));
  }

  private static World world(String text) {
    return WorldFile.read("world", text);
  }
}
