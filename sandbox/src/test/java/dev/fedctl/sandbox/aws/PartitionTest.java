package dev.fedctl.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.sandbox.CloudUnderTest;
import dev.fedctl.sandbox.aws.RawAws.Answer;
import dev.fedctl.sandbox.aws.RawAws.Shape;
import dev.fedctl.sandbox.world.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each of AWS's clouds has names of its own, and knows nothing of the others. */
class PartitionTest {

  private static Answer send(RawAws aws, Shape shape, String region) {
    Answer answer = aws.send(shape.in(region));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private static String trust(String service) {
    return "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"%s\"},\"Action\":\"sts:AssumeRole\"}}"
        .formatted(service);
  }

  private static String role(
      RawAws aws, String region, String name, String service, String... policies) {
    Answer made =
        send(
            aws,
            RawAws.form(
                "iam", "CreateRole", "RoleName", name, "AssumeRolePolicyDocument", trust(service)),
            region);
    for (String policy : policies) {
      send(
          aws,
          RawAws.form("iam", "AttachRolePolicy", "RoleName", name, "PolicyArn", policy),
          region);
    }
    return made.between("<Arn>", "</Arn>");
  }

  @ParameterizedTest
  @CsvSource({
    "eu-north-1,aws,amazonaws.com",
    "cn-north-1,aws-cn,amazonaws.com.cn",
    "us-gov-west-1,aws-us-gov,amazonaws.com",
  })
  void namesAreThoseOfThePartition(String region, String partition, String domain) {
    String arn = "arn:" + partition + ":";
    String policy = arn + "iam::aws:policy/";
    try (CloudUnderTest cloud = new CloudUnderTest(World.standard(region, "v"))) {
      RawAws aws = new RawAws(cloud);
      assertThat(send(aws, RawAws.form("sts", "GetCallerIdentity"), region).body())
          .contains("<Arn>" + arn + "sts::111122223333:assumed-role/fedctl-worker/rehearsal</Arn>");
      String control =
          role(aws, region, "control", "eks.amazonaws.com", policy + "AmazonEKSClusterPolicy");
      assertThat(control).isEqualTo(arn + "iam::111122223333:role/control");
      String nodes =
          role(
              aws,
              region,
              "nodes",
              "ec2." + domain,
              policy + "AmazonEKSWorkerNodePolicy",
              policy + "AmazonEKS_CNI_Policy",
              policy + "AmazonEC2ContainerRegistryPullOnly");
      cloud.advance(Duration.ofSeconds(10));
      String subnets = "[\"subnet-0b000000000000001\",\"subnet-0b000000000000002\"]";
      Answer made =
          send(
              aws,
              RawAws.json(
                  "POST",
                  "/clusters",
                  "{\"name\":\"c\",\"roleArn\":\"%s\",\"resourcesVpcConfig\":{\"subnetIds\":%s},\"accessConfig\":{\"authenticationMode\":\"API\"}}"
                      .formatted(control, subnets)),
              region);
      assertThat(made.body())
          .contains("\"arn\":\"" + arn + "eks:" + region + ":111122223333:cluster/c\"");
      cloud.advance(Duration.ofMinutes(10));
      assertThat(send(aws, RawAws.json("GET", "/clusters/c", ""), region).body())
          .contains("\"issuer\":\"https://oidc.eks." + region + "." + domain + "/id/");
      send(
          aws,
          RawAws.json(
              "POST",
              "/clusters/c/node-groups",
              "{\"nodegroupName\":\"n\",\"nodeRole\":\"%s\",\"subnets\":%s}"
                  .formatted(nodes, subnets)),
          region);
      cloud.advance(Duration.ofMinutes(2));
      assertThat(send(aws, RawAws.json("GET", "/clusters/c/node-groups/n", ""), region).body())
          .contains("\"status\":\"ACTIVE\"");
      assertThat(
              send(
                      aws,
                      RawAws.json(
                          "GET",
                          "/addons/configuration-schemas?addonName=aws-ebs-csi-driver&addonVersion=v1.54.0-eksbuild.1",
                          ""),
                      region)
                  .body())
          .contains("\"" + policy + "service-role/AmazonEBSCSIDriverPolicy\"");
      assertThat(
              send(aws, RawAws.form("ec2", "DescribeRegions", "AllRegions", "true"), region).body())
          .contains("<regionEndpoint>ec2." + region + "." + domain + "</regionEndpoint>");
    }
  }

  @Test
  void policiesAndPrincipalsOfAnotherPartitionDoNotExist() {
    try (CloudUnderTest cloud = new CloudUnderTest(ReadyEks.world())) {
      RawAws aws = new RawAws(cloud);
      assertThat(
              aws.send(
                      RawAws.form(
                          "iam",
                          "AttachRolePolicy",
                          "RoleName",
                          "pod",
                          "PolicyArn",
                          "arn:aws-cn:iam::aws:policy/ReadOnlyAccess"))
                  .code())
          .isEqualTo("NoSuchEntity");
      assertThat(
              aws.send(
                      RawAws.json(
                          "POST",
                          "/clusters/ready/access-entries",
                          "{\"principalArn\":\"arn:aws-cn:iam::111122223333:role/pod\"}"))
                  .message())
          .isEqualTo("The principalArn parameter format is not valid");
      assertThat(aws.send(RawAws.form("ec2", "DescribeRegions", "AllRegions", "true")).body())
          .doesNotContain("cn-north-1")
          .doesNotContain("us-gov-west-1");
    }
  }

  @Test
  void nodeRoleInChinaTrustsTheServiceOfChina() {
    try (CloudUnderTest cloud = new CloudUnderTest(World.standard("cn-north-1", "v"))) {
      RawAws aws = new RawAws(cloud);
      String control =
          role(
              aws,
              "cn-north-1",
              "control",
              "eks.amazonaws.com",
              "arn:aws-cn:iam::aws:policy/AmazonEKSClusterPolicy");
      String nodes = role(aws, "cn-north-1", "nodes", "ec2.amazonaws.com");
      cloud.advance(Duration.ofSeconds(10));
      String subnets = "[\"subnet-0b000000000000001\",\"subnet-0b000000000000002\"]";
      send(
          aws,
          RawAws.json(
              "POST",
              "/clusters",
              "{\"name\":\"c\",\"roleArn\":\"%s\",\"resourcesVpcConfig\":{\"subnetIds\":%s}}"
                  .formatted(control, subnets)),
          "cn-north-1");
      cloud.advance(Duration.ofMinutes(10));
      Answer answer =
          aws.send(
              RawAws.json(
                      "POST",
                      "/clusters/c/node-groups",
                      "{\"nodegroupName\":\"n\",\"nodeRole\":\"%s\",\"subnets\":%s}"
                          .formatted(nodes, subnets))
                  .in("cn-north-1"));
      assertThat(answer.message())
          .contains("Following required service principals [ec2.amazonaws.com.cn] were not found");
    }
  }
}
