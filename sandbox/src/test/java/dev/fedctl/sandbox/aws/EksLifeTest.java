package dev.fedctl.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.sandbox.CloudUnderTest;
import dev.fedctl.sandbox.aws.RawAws.Answer;
import dev.fedctl.sandbox.world.WorldFile;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of what EKS agrees to make. */
class EksLifeTest {

  private final CloudUnderTest cloud =
      new CloudUnderTest(
          WorldFile.read(
              "w", ReadyEks.text() + "quotas: {clustersPerRegion: 3, nodeGroupsPerCluster: 2}\n"));
  private final RawAws aws = new RawAws(cloud);

  @AfterEach
  void close() {
    cloud.close();
  }

  private Answer post(String target, String body) {
    return aws.send(RawAws.json("POST", target, body));
  }

  private void made(String target, String body) {
    Answer answer = post(target, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private String state(String target) {
    Answer answer = aws.send(RawAws.json("GET", target, ""));
    return answer.status() == 200
        ? (answer.between("\"status\":\"", "\"") + " " + answer.between("\"code\":\"", "\""))
            .strip()
        : answer.code();
  }

  private void after(Duration time) {
    cloud.advance(time);
  }

  /** A cluster to which EKS adds nothing by itself. */
  private void bareCluster() {
    made(
        "/clusters",
        ReadyEks.cluster("bare")
            .replace("{\"name\"", "{\"bootstrapSelfManagedAddons\":false,\"name\""));
    assertThat(state("/clusters/bare")).isEqualTo("CREATING");
    after(Duration.ofMinutes(10));
    assertThat(state("/clusters/bare")).isEqualTo("ACTIVE");
  }

  @Test
  void nodesWithoutNetworkNeverJoin() {
    bareCluster();
    made("/clusters/bare/node-groups", ReadyEks.nodeGroup("n"));
    after(Duration.ofMinutes(15).minusMillis(1));
    assertThat(state("/clusters/bare/node-groups/n")).isEqualTo("CREATING");
    after(Duration.ofMillis(1));
    assertThat(state("/clusters/bare/node-groups/n"))
        .isEqualTo("CREATE_FAILED NodeCreationFailure");
    assertThat(aws.send(RawAws.json("GET", "/clusters/bare/node-groups/n", "")).body())
        .contains("Instances failed to join the kubernetes cluster");

    // For good: what comes too late mends nothing.
    made("/clusters/bare/addons", "{\"addonName\":\"vpc-cni\"}");
    made("/clusters/bare/addons", "{\"addonName\":\"kube-proxy\"}");
    after(Duration.ofMinutes(5));
    assertThat(state("/clusters/bare/node-groups/n"))
        .isEqualTo("CREATE_FAILED NodeCreationFailure");
  }

  @Test
  void nodesJoinWhenTheNetworkComesInTime() {
    bareCluster();
    made("/clusters/bare/node-groups", ReadyEks.nodeGroup("n"));
    after(Duration.ofMinutes(5));
    made("/clusters/bare/addons", "{\"addonName\":\"kube-proxy\"}");
    assertThat(state("/clusters/bare/node-groups/n")).isEqualTo("CREATING");
    made("/clusters/bare/addons", "{\"addonName\":\"vpc-cni\"}");
    after(Duration.ofSeconds(30));
    assertThat(state("/clusters/bare/addons/vpc-cni")).isEqualTo("ACTIVE");
    assertThat(state("/clusters/bare/node-groups/n")).isEqualTo("ACTIVE");
  }

  @Test
  void addonThatNeedsNodesIsDegradedUntilTheyCome() {
    made("/clusters/ready/addons", "{\"addonName\":\"coredns\"}");
    made("/clusters/ready/addons", "{\"addonName\":\"eks-pod-identity-agent\"}");
    after(Duration.ofMinutes(19));
    assertThat(state("/clusters/ready/addons/eks-pod-identity-agent")).isEqualTo("ACTIVE");
    assertThat(state("/clusters/ready/addons/coredns")).isEqualTo("CREATING");
    after(Duration.ofMinutes(1));
    assertThat(state("/clusters/ready/addons/coredns"))
        .isEqualTo("DEGRADED InsufficientNumberOfReplicas");

    made("/clusters/ready/node-groups", ReadyEks.nodeGroup("n"));
    after(Duration.ofMinutes(1));
    assertThat(state("/clusters/ready/addons/coredns"))
        .isEqualTo("DEGRADED InsufficientNumberOfReplicas");
    after(Duration.ofMinutes(2));
    assertThat(state("/clusters/ready/addons/coredns")).isEqualTo("ACTIVE");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "role without policies|role/node|role/helpless|NodeCreationFailure",
        "public subnet without public addresses|subnet-0000000a|subnet-00000010|Ec2SubnetInvalidConfiguration",
        "subnet that leads nowhere|subnet-0000000a|subnet-00000011|NodeCreationFailure",
        "type that the zone does not offer|{\"nodegroupName\"|{\"instanceTypes\":[\"m5.large\"],\"nodegroupName\"|AsgInstanceLaunchFailures",
      })
  void obstacleIsToldInTheHealthOfTheNodeGroup(
      String what, String part, String instead, String code) {
    String trust =
        "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}}";
    aws.send(
        RawAws.form(
            "iam", "CreateRole", "RoleName", "helpless", "AssumeRolePolicyDocument", trust));
    after(Duration.ofSeconds(10));
    made("/clusters/ready/node-groups", ReadyEks.nodeGroup("n").replace(part, instead));
    after(Duration.ofMinutes(15));
    assertThat(state("/clusters/ready/node-groups/n")).isEqualTo("CREATE_FAILED " + code);
  }

  @Test
  void oneSubnetThatOffersTheTypeIsEnough() {
    made(
        "/clusters/ready/node-groups",
        ReadyEks.nodeGroup("n")
            .replace("[\"subnet-0000000a\"]", "[\"subnet-0000000a\",\"subnet-0000000b\"]")
            .replace("{\"nodegroupName\"", "{\"instanceTypes\":[\"m5.large\"],\"nodegroupName\""));
    after(Duration.ofMinutes(2));
    assertThat(state("/clusters/ready/node-groups/n")).isEqualTo("ACTIVE");
  }

  @Test
  void clusterIsDeletedWhenNothingStandsInIt() {
    made("/clusters", ReadyEks.cluster("fresh"));
    assertThat(delete("/clusters/fresh")).isEqualTo("409 ResourceInUseException");
    after(Duration.ofMinutes(10));
    made("/clusters/fresh/node-groups", ReadyEks.nodeGroup("n"));
    Answer answer = aws.send(RawAws.json("DELETE", "/clusters/fresh", ""));
    assertThat(answer.status() + " " + answer.code()).isEqualTo("409 ResourceInUseException");
    assertThat(answer.message()).isEqualTo("Cluster has nodegroups attached");
    after(Duration.ofMinutes(2));
    assertThat(delete("/clusters/fresh/node-groups/n")).isEqualTo("200 ");
    assertThat(delete("/clusters/fresh")).isEqualTo("409 ResourceInUseException");
    after(Duration.ofMinutes(3));
    assertThat(state("/clusters/fresh/node-groups/n")).isEqualTo("ResourceNotFoundException");
    assertThat(delete("/clusters/fresh")).isEqualTo("200 ");
    assertThat(state("/clusters/fresh")).isEqualTo("DELETING");
    after(Duration.ofMinutes(10));
    assertThat(state("/clusters/fresh")).isEqualTo("ResourceNotFoundException");
    assertThat(delete("/clusters/fresh")).isEqualTo("404 ResourceNotFoundException");
  }

  private String delete(String target) {
    Answer answer = aws.send(RawAws.json("DELETE", target, ""));
    return answer.status() + " " + answer.code();
  }

  @Test
  void quotasCountWhatStands() {
    made("/clusters", ReadyEks.cluster("third"));
    Answer fourth = post("/clusters", ReadyEks.cluster("fourth"));
    assertThat(fourth.status() + " " + fourth.code())
        .isEqualTo("400 ResourceLimitExceededException");
    made("/clusters/ready/node-groups", ReadyEks.nodeGroup("a"));
    made("/clusters/ready/node-groups", ReadyEks.nodeGroup("b"));
    Answer third = post("/clusters/ready/node-groups", ReadyEks.nodeGroup("c"));
    assertThat(third.status() + " " + third.code()).isEqualTo("400 ResourceLimitExceededException");

    after(Duration.ofMinutes(2));
    assertThat(delete("/clusters/ready/node-groups/a")).isEqualTo("200 ");
    after(Duration.ofMinutes(4));
    made("/clusters/ready/node-groups", ReadyEks.nodeGroup("c"));
  }

  @Test
  void authenticationModeGoesOneStepAtATime() {
    made("/clusters", ReadyEks.cluster("old").replace("\"API\"", "\"CONFIG_MAP\""));
    after(Duration.ofMinutes(10));
    assertThat(mode("API"))
        .isEqualTo("400 Unsupported authentication mode update from CONFIG_MAP to API");
    assertThat(mode("API_AND_CONFIG_MAP")).isEqualTo("200 ");
    after(Duration.ofMinutes(2));
    made("/clusters/old/access-entries", "{\"principalArn\":\"" + ReadyEks.POD_ROLE + "\"}");
    assertThat(mode("CONFIG_MAP"))
        .isEqualTo(
            "400 Unsupported authentication mode update from API_AND_CONFIG_MAP to CONFIG_MAP");
    assertThat(mode("API")).isEqualTo("200 ");
  }

  private String mode(String mode) {
    Answer answer =
        post(
            "/clusters/old/update-config",
            "{\"accessConfig\":{\"authenticationMode\":\"" + mode + "\"}}");
    return answer.status() + " " + answer.message();
  }
}
