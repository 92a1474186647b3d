package dev.fedctl.sandbox.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedctl.sandbox.setup.InvalidSetupException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorldFileTest {

  private static final String FULL =
      """
      account: "999988887777"
      roles:
        - {name: karmada-guidance, path: /other/, managedPolicies: [], tags: {owner: them}}
      kubernetes: {versions: ["1.33", "1.34"], default: "1.34"}
      addons: {coredns: {"1.34": [v9.9.9-eksbuild.1]}}
      quotas: {clustersPerRegion: 2, nodeGroupsPerCluster: 1, roles: 10}
      regions:
        - name: eu-north-1
          offerings: {"*": [], t3.medium: [eu-north-1a, eu-north-1b]}
          vpcs:
            - id: vpc-0123456789abcdef0
              cidr: 10.9.0.0/16
              dnsHostnames: false
              tags: {Name: KarmadaVPC}
              subnets:
                - {id: subnet-0123456789abcdef0, zone: eu-north-1a, cidr: 10.9.0.0/24}
                - {id: subnet-0123456789abcdef1, zone: eu-north-1b, cidr: 10.9.1.0/24, availableAddresses: 3}
              routeTables:
                - id: rtb-0123456789abcdef0
                  subnets: [subnet-0123456789abcdef0]
                  routes: [{destination: 0.0.0.0/0, target: nat-0123456789abcdef0, blackhole: true}]
              securityGroups:
                - {id: sg-0123456789abcdef0, name: theirs}
          launchTemplates:
            - {name: karmada-guidance-parent, instanceType: m5.large}
          clusters:
            - name: karmada-guidance-parent-2
              version: "1.33"
              subnets: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]
              admins: [arn:aws:iam::999988887777:role/them]
              tags: {fedctl.dev/federation: other}
              nodeGroups:
                - {name: theirs, subnets: [subnet-0123456789abcdef0], instanceTypes: [t3.medium], nodes: 2}
          loadBalancers:
            - {name: karmada-lb, subnets: [subnet-0123456789abcdef0], cluster: karmada-guidance-parent-2}
          targetGroups:
            - {name: k8s-web, vpc: vpc-0123456789abcdef0, port: 30080, tags: {kubernetes.io/cluster/gone: owned}}
            - {name: k8s-api, vpc: vpc-0123456789abcdef0}
        - name: eu-west-1
      """;

  @Test
  void everyFieldIsRead() {
    World world = WorldFile.read("world.yaml", FULL);

    assertThat(world.account()).isEqualTo("999988887777");
    assertThat(world.principals())
        .singleElement()
        .satisfies(
            worker ->
                assertThat(worker.iamArn())
                    .isEqualTo("arn:aws:iam::999988887777:role/fedctl-worker"));
    assertThat(world.roles())
        .extracting(World.Role::name)
        .containsExactly("karmada-guidance", "fedctl-worker");
    assertThat(world.kubernetes().standard()).isEqualTo("1.34");
    assertThat(world.quotas().clustersPerRegion()).contains(2);
    assertThat(world.regions())
        .extracting(World.Region::name)
        .containsExactly("eu-north-1", "eu-west-1");
    World.Region region = world.regions().getFirst();
    assertThat(region.zones()).hasSize(3);
    assertThat(region.offers("t3.medium", "eu-north-1b")).isTrue();
    assertThat(region.offers("t3.medium", "eu-north-1c")).isFalse();
    assertThat(region.offers("m5.large", "eu-north-1a")).isFalse();
    World.Vpc vpc = region.vpcs().getFirst();
    assertThat(vpc.dnsHostnames()).isFalse();
    assertThat(vpc.subnets()).extracting(World.Subnet::availableAddresses).containsExactly(251, 3);
    assertThat(vpc.routeTables()).hasSize(2).last().satisfies(t -> assertThat(t.main()).isTrue());
    assertThat(region.clusters().getFirst().nodeGroups().getFirst().nodes()).isEqualTo(2);
    assertThat(region.loadBalancers().getFirst().port()).isEqualTo(443);
    assertThat(region.devices().targetGroups())
        .containsExactly(
            new Foreign.TargetGroup(
                "k8s-web",
                "vpc-0123456789abcdef0",
                30_080,
                Map.of("kubernetes.io/cluster/gone", "owned")),
            new Foreign.TargetGroup("k8s-api", "vpc-0123456789abcdef0", 443, Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "account: 999988887777|w:1:10: account: found the number 999988887777; a text is wanted: put it in quotes",
        "acount: x|w:1:1: acount: is not known; known here: account, credentials, regions",
        "regions: []|w:1:10: regions: found no region; one at least is wanted",
        "regions: [{name: eu-nord-1}]|w:1:18: regions[0].name: found \"eu-nord-1\"; allowed: us-east-1",
        "account: '1'|w:1:10: account: found \"1\"; an account of twelve digits is wanted",
        "kubernetes: {versions: [1.35], default: '1.35'}|w:1:25: kubernetes.versions[0]: found the number 1.35; a text is wanted: put it in quotes",
        "kubernetes: {versions: ['1.35'], default: '1.36'}|w:1:43: kubernetes.default: found \"1.36\"; one of: 1.35",
        "{quotas: {roles: -1}, regions: [{name: eu-west-1}]}|w:1:18: quotas.roles: found the number -1; a whole number of at least 0 is wanted",
        "regions: {a: 1}|w:1:10: regions: found a map; a list is wanted",
        "regions: [{name: eu-west-1}, {name: cn-north-1}]|w:1:30: regions[1]: region cn-north-1 is in another partition",
        "[]|w:1:1: found a list; a map is wanted",
        "regions: [x]|w:1:11: regions[0]: found the text \"x\"; a map is wanted",
        "regions: [{}]|w:1:11: regions[0]: lacks \"name\"; it is required",
        "account: [1]|w:1:10: account: found a list; a text is wanted",
        "account:|w:1:9: account: found nothing; a text is wanted",
        "regions: [{name: eu-west-1}, {name: eu-west-1}]|w:1:30: regions[1]: region eu-west-1 stands twice; a region stands once",
        "regions: [{name: eu-west-1, colour: red}]|w:1:29: regions[0].colour: is not known; known here: name, zones",
        "regions: [{name: eu-west-1, zones: [{name: a, id: b, type: moon}]}]|w:1:60: regions[0].zones[0].type: found \"moon\"; allowed: availability-zone, local-zone, wavelength-zone",
        "regions: [{name: eu-west-1, offerings: {t9.huge: []}}]|w:1:50: regions[0].offerings.t9.huge: is no instance type of this world; or *, for all others",
        "regions: [{name: eu-west-1, offerings: {t3.medium: [eu-west-1z]}}]|w:1:53: regions[0].offerings.t3.medium[0]: found \"eu-west-1z\"; allowed: eu-west-1a",
        "regions: [{name: eu-west-1, vpcs: [{id: x, cidr: 10.0.0.0/16}]}]|w:1:41: regions[0].vpcs[0].id: found \"x\"; an id such as vpc-0123456789abcdef0 is wanted",
        "regions: [{name: eu-west-1, vpcs: [{id: vpc-01234567, cidr: home}]}]|w:1:61: regions[0].vpcs[0].cidr: found \"home\"; an address range, such as 10.1.0.0/16, is wanted",
        "regions: [{name: eu-west-1, vpcs: [{id: vpc-01234567, cidr: 10.0.0.0/16, dnsSupport: 'yes'}]}]|w:1:86: regions[0].vpcs[0].dnsSupport: found the text \"yes\"; true or false is wanted",
        "regions: [{name: eu-west-1, vpcs: [{id: vpc-01234567, cidr: 10.0.0.0/16, tags: {a: 1}}]}]|w:1:84: regions[0].vpcs[0].tags.a: found the number 1; a text is wanted: put it in quotes",
        "regions: [{name: eu-west-1, clusters: [{name: a, subnets: []}]}]|w:1:59: regions[0].clusters[0].subnets: found none; one at least is wanted",
        "regions: [{name: eu-west-1, clusters: [{name: a, version: 1.35, subnets: []}]}]|w:1:59: regions[0].clusters[0].version: found the number 1.35; a text is wanted: put it in quotes",
        "regions: [{name: eu-west-1, clusters: [{name: a, status: BROKEN, subnets: []}]}]|w:1:58: regions[0].clusters[0].status: found \"BROKEN\"; allowed: ACTIVE, FAILED",
        "regions: [{name: eu-west-1, loadBalancers: [{name: a, subnets: [subnet-1]}]}]|w:1:65: regions[0].loadBalancers[0].subnets[0]: found \"subnet-1\"; allowed:",
        "regions: [{name: eu-west-1, targetGroups: [{name: a}]}]|w:1:44: regions[0].targetGroups[0]: lacks \"vpc\"; it is required",
        "regions: [{name: eu-west-1, targetGroups: [{name: a, vpc: vpc-1}]}]|w:1:59: regions[0].targetGroups[0].vpc: found \"vpc-1\"; allowed:",
        "{regions: [{name: eu-west-1}], roles: [{name: a, path: x}]}|w:1:56: roles[0].path: found \"x\"; a path that begins and ends with / is wanted",
        "{regions: [{name: eu-west-1}], roles: [{name: a, managedPolicies: p}]}|w:1:67: roles[0].managedPolicies: found the text \"p\"; a list is wanted",
        "{regions: [{name: eu-west-1}], credentials: [{accessKeyId: A}]}|w:1:46: credentials[0]: lacks \"principal\"; it is required",
        "{regions: [{name: eu-west-1}], credentials: [{accessKeyId: A, secretAccessKey: s, principal: me}]}|w:1:94: credentials[0].principal: found \"me\"; the ARN of an IAM role, user or session is wanted",
        "regions: [{name: eu-west-1, launchTemplates: [{name: a}, {name: a}]}]|w:1:58: regions[0].launchTemplates[1]: found \"a\" for the second time; a name stands once",
        "regions: [{name: eu-west-1, zones: [{name: a, id: b}, {name: a, id: c}]}]|w:1:55: regions[0].zones[1]: found \"a\" for the second time; a name stands once",
        "{regions: [{name: eu-west-1}], roles: [{name: a}, {name: a}]}|w:1:51: roles[1]: role a stands twice; a role stands once",
        "instanceTypes: [{name: a, vcpus: 1, memoryMiB: 1, architecture: arm64}, {name: a, vcpus: 1, memoryMiB: 1, architecture: arm64}]|w:1:73: instanceTypes[1]: found \"a\" for the second time; a name stands once",
        "instanceTypes: [{name: t3.medium, vcpus: two, memoryMiB: 1, architecture: arm64}]|w:1:42: instanceTypes[0].vcpus: found the text \"two\"; a whole number of at least 1 is wanted",
        "instanceTypes: [{name: t3.medium, vcpus: 2, memoryMiB: 1, architecture: arm}]|w:1:73: instanceTypes[0].architecture: found \"arm\"; allowed: x86_64, arm64",
        "{regions: [{name: eu-west-1}], addons: {coredns: {'1.10': []}}}|w:1:59: addons.coredns.1.10: is no Kubernetes version of this world; one of: 1.32",
        "{regions: [{name: eu-west-1}], quotas: {clusters: 3}}|w:1:41: quotas.clusters: is not known; known here: clustersPerRegion, nodeGroupsPerCluster, roles",
        "account: 'a'\taccount: 'b'|w:1:13: is not YAML: a tab cannot indent",
      })
  void badFilesAreRefusedAtTheirPlace(String text, String message) {
    assertThatThrownBy(() -> WorldFile.read("w", text))
        .isInstanceOf(InvalidSetupException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "subnets: [{id: subnet-01234567, zone: eu-north-1z, cidr: 10.0.0.0/24}]",
        "subnets: [{id: vpc-01234567, zone: eu-north-1a, cidr: 10.0.0.0/24}]",
        "subnets: [{id: subnet-01234567, zone: eu-north-1a, cidr: 10.0.0.0/8}]",
        "subnets: [{id: subnet-01234567, zone: eu-north-1a, cidr: 10.0.0/24}]",
        "routeTables: [{id: rtb-01234567, subnets: [subnet-99999999]}]",
        "routeTables: [{id: rtb-01234567, routes: [{destination: 0.0.0.0/0, target: here}]}]",
        "routeTables: [{id: rtb-01234567, main: true}, {id: rtb-01234568, main: true}]",
        "securityGroups: [{id: sg-01234567, name: a}, {id: sg-01234567, name: b}]",
      })
  void contradictionsInVpcAreRefused(String line) {
    String text =
        """
        regions:
          - name: eu-north-1
            vpcs:
              - id: vpc-01234567
                cidr: 10.0.0.0/16
                %s
        """
            .formatted(line);
    assertThatThrownBy(() -> WorldFile.read("w", text))
        .isInstanceOf(InvalidSetupException.class)
        .hasMessageMatching("w:6:\\d+: regions\\[0]\\.vpcs\\[0]\\..*");
  }

  @Test
  void keyThatStandsTwiceIsRefused() {
    assertThatThrownBy(() -> WorldFile.read("w", "account: '111122223333'\naccount: 'x'\n"))
        .hasMessage("w:2:1: account: stands here for the second time; a key stands once");
  }

  @Test
  void emptyAndAbsentFilesAreRefused(@TempDir Path folder) {
    assertThatThrownBy(() -> WorldFile.read("w", "")).hasMessage("w:1:1: is empty");
    assertThatThrownBy(() -> WorldFile.read("w", "[".repeat(100_000)))
        .hasMessage("w:1:1: is nested too deeply");
    Path absent = folder.resolve("absent.yaml");
    assertThatThrownBy(() -> WorldFile.read(absent)).hasMessage(absent + ": there is no such file");
  }

  @Test
  void standardWorldHasRoomForThousandClusters() {
    World.Vpc vpc =
        World.standard("eu-north-1", "KarmadaVPC").regions().getFirst().vpcs().getFirst();
    long free =
        vpc.subnets().stream()
            .filter(subnet -> !subnet.mapPublicIpOnLaunch())
            .mapToLong(World.Subnet::availableAddresses)
            .sum();
    assertThat(free).isGreaterThan(1_001L * (6 + 3 * 12));
    assertThat(vpc.subnets())
        .extracting(World.Subnet::cidr)
        .containsExactlyInAnyOrderElementsOf(
            List.of(
                "10.1.0.0/20",
                "10.1.16.0/20",
                "10.1.32.0/20",
                "10.1.64.0/18",
                "10.1.128.0/18",
                "10.1.192.0/18"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu-nord-1", "eu-north-9", "EU-NORTH-1", "", "us-gov-north-1"})
  void standardWorldIsRefusedInRegionThatAwsDoesNotHave(String region) {
    assertThatThrownBy(() -> World.standard(region, "v"))
        .isInstanceOf(InvalidSetupException.class)
        .hasMessageStartingWith("found region \"" + region + "\"; allowed: ");
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1,use1-az1 use1-az2 use1-az4,aws",
    "eu-north-1,eun1-az1 eun1-az2 eun1-az3,aws",
    "cn-northwest-1,cnnw1-az1 cnnw1-az2 cnnw1-az3,aws-cn",
    "us-gov-west-1,usgw1-az1 usgw1-az2 usgw1-az3,aws-us-gov",
  })
  void regionsHaveTheirZonesAndPartition(String region, String zoneIds, String partition) {
    World world = World.standard(region, "v");
    assertThat(world.regions().getFirst().zones())
        .extracting(World.Zone::id)
        .containsExactly(zoneIds.split(" ", -1));
    assertThat(world.principals().getFirst().iamArn()).startsWith("arn:" + partition + ":iam::");
  }
}
