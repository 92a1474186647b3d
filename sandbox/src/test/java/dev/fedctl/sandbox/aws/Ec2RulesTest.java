package dev.fedctl.sandbox.aws;

import static dev.fedctl.sandbox.aws.Account.made;
import static dev.fedctl.sandbox.aws.Account.tagged;

import dev.fedctl.sandbox.aws.RawAws.Answer;
import dev.fedctl.sandbox.world.WorldFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What EC2 and Elastic Load Balancing refuse beyond their models, and the rules for tags. */
class Ec2RulesTest {

  private final Account account =
      new Account(WorldFile.read("w", ReadyEks.text() + "quotas: {roles: 8}\n"));

  @AfterEach
  void close() {
    account.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "reserved|aws:a|x|InvalidParameterValue|Tag keys starting with 'aws:' are reserved for internal use",
        "reserved in capitals|AWS:a|x|InvalidParameterValue|Tag keys starting with 'aws:' are reserved for internal use",
        "empty||x|InvalidParameterValue|Tag key or value is empty or too long",
        "key of 128|128|x|InvalidParameterValue|Tag key or value is empty or too long",
        "value of 257|a|257|InvalidParameterValue|Tag key or value is empty or too long",
      })
  void tagOfEc2IsRefused(String what, String key, String value, String code, String message) {
    account.refused(
        account.form(
            "ec2",
            "CreateTags",
            "ResourceId.1",
            "vpc-00000001",
            "Tag.1.Key",
            key == null ? "" : text(key),
            "Tag.1.Value",
            text(value)),
        400,
        code,
        message);
  }

  private static String text(String text) {
    return text.matches("\\d+") ? "k".repeat(Integer.parseInt(text)) : text;
  }

  @Test
  void tagsOfEc2AreFiftyAndHaveCase() {
    made(account.form("ec2", "CreateTags", tagged("Tag", 0, 50, "ResourceId.1", "vpc-00000001")));
    account.refused(
        account.form(
            "ec2",
            "CreateTags",
            "ResourceId.1",
            "vpc-00000001",
            "Tag.1.Key",
            "KEY0",
            "Tag.1.Value",
            ""),
        400,
        "TagLimitExceeded",
        "More than 50 tags");
    made(
        account.form(
            "ec2",
            "CreateTags",
            "ResourceId.1",
            "vpc-00000002",
            "Tag.1.Key",
            "k".repeat(127),
            "Tag.1.Value",
            "v".repeat(256)));
    made(
        account.form(
            "ec2",
            "CreateTags",
            "ResourceId.1",
            "vpc-00000002",
            "Tag.1.Key",
            "a",
            "Tag.1.Value",
            "1",
            "Tag.2.Key",
            "A",
            "Tag.2.Value",
            "2"));
    account.refused(
        account.form(
            "ec2",
            "CreateTags",
            "ResourceId.1",
            "vpc-00000002",
            "Tag.1.Key",
            "b",
            "Tag.1.Value",
            "1",
            "Tag.2.Key",
            "b",
            "Tag.2.Value",
            "2"),
        400,
        "InvalidParameterValue",
        "Duplicate tag key 'b' specified.");
    account.refused(
        account.form(
            "ec2",
            "CreateTags",
            "ResourceId.1",
            "vpc-99999999",
            "Tag.1.Key",
            "b",
            "Tag.1.Value",
            "1"),
        400,
        "InvalidID",
        "The ID 'vpc-99999999' is not valid");
  }

  @Test
  void tagsOfEksAreFiftyAndHaveCase() {
    String target = "/tags/" + RawAws.encoded("arn:aws:eks:eu-north-1:111122223333:cluster/ready");
    StringBuilder tags = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      tags.append(tags.isEmpty() ? "" : ",").append("\"key%d\":\"v\"".formatted(i));
    }
    made(account.aws.send(RawAws.json("POST", target, "{\"tags\":{" + tags + "}}")));
    made(account.aws.send(RawAws.json("POST", target, "{\"tags\":{\"key0\":\"w\"}}")));
    account.refused(
        account.aws.send(RawAws.json("POST", target, "{\"tags\":{\"KEY0\":\"w\"}}")),
        400,
        "BadRequestException",
        "Too many tags");
    made(account.aws.send(RawAws.json("DELETE", target + "?tagKeys=key0&tagKeys=key1", "")));
    account.refused(
        account.aws.send(RawAws.json("POST", target, "{\"tags\":{\"Aws:x\":\"w\"}}")),
        400,
        "BadRequestException",
        "aws:");
    account.refused(
        account.aws.send(
            RawAws.json("POST", target.replace("ready", "absent"), "{\"tags\":{\"a\":\"w\"}}")),
        404,
        "NotFoundException",
        "was not found");
  }

  @ParameterizedTest(name = "{0} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "DescribeVpcs|VpcId.1|vpc-99999999|InvalidVpcID.NotFound|The vpc ID 'vpc-99999999' does not exist",
        "DescribeSubnets|SubnetId.1|subnet-99999999|InvalidSubnetID.NotFound|The subnet ID 'subnet-99999999' does not exist",
        "DescribeRouteTables|RouteTableId.1|rtb-99999999|InvalidRouteTableID.NotFound|The routeTable ID 'rtb-99999999' does not exist",
        "DescribeSecurityGroups|GroupId.1|sg-99999999|InvalidGroup.NotFound|The security group 'sg-99999999' does not exist",
        "DescribeNetworkInterfaces|NetworkInterfaceId.1|eni-99999999|InvalidNetworkInterfaceID.NotFound|The networkInterface ID 'eni-99999999' does not exist",
        "DescribeVolumes|VolumeId.1|vol-99999999|InvalidVolume.NotFound|The volume 'vol-99999999' does not exist.",
        "DescribeLaunchTemplates|LaunchTemplateId.1|lt-99999999|InvalidLaunchTemplateId.NotFound|The specified launch template, with template ID lt-99999999, does not exist.",
        "DescribeLaunchTemplates|LaunchTemplateName.1|absent|InvalidLaunchTemplateName.NotFoundException|The specified launch template, with template name absent, does not exist.",
        "DescribeInstanceTypes|InstanceType.1|x1e.32xlarge|InvalidInstanceType|The following supplied instance types do not exist: [x1e.32xlarge]",
        "DescribeAvailabilityZones|ZoneName.1|eu-north-1z|InvalidParameterValue|Invalid availability zone: [eu-north-1z]",
        "DescribeRegions|RegionName.1|eu-north-9|InvalidParameterValue|Invalid region provided: eu-north-9",
        "DescribeVpcs|Filter.1.Name|colour|InvalidParameterValue|The filter 'colour'",
        "DescribeVpcs|Filter.1.Name|vpc-id|InvalidParameterValue|The filter 'vpc-id'",
        "DeleteLaunchTemplate|LaunchTemplateName|absent|InvalidLaunchTemplateName.NotFoundException|absent",
        "DeleteLaunchTemplate|DryRun|false|InvalidParameterCombination|id and name",
        "ModifyLaunchTemplate|LaunchTemplateName|theirs|MissingParameter|SetDefaultVersion",
        "CreateLaunchTemplate|LaunchTemplateName|theirs|InvalidLaunchTemplateName.AlreadyExistsException|Launch template name already in use.",
      })
  void ec2RefusesInItsOwnWords(
      String action, String name, String value, String code, String message) {
    Answer answer =
        action.equals("CreateLaunchTemplate")
            ? account.form(
                "ec2", action, name, value, "LaunchTemplateData.InstanceType", "t3.large")
            : account.form("ec2", action, name, value);
    account.refused(answer, 400, code, message);
  }

  @Test
  void templateInUseCanBeDeleted() {
    made(
        account.aws.send(
            RawAws.json(
                "POST",
                "/clusters/ready/node-groups",
                ReadyEks.nodeGroup("n")
                    .replace("{", "{\"launchTemplate\":{\"name\":\"theirs\"},"))));
    made(account.form("ec2", "DeleteLaunchTemplate", "LaunchTemplateName", "theirs"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "DescribeLoadBalancers|Names.member.1|absent|LoadBalancerNotFound|Load balancers '[absent]' not found",
        "DescribeTargetGroups|Names.member.1|absent|TargetGroupNotFound|Target groups '[absent]' not found",
        "DescribeTargetHealth|TargetGroupArn|absent|TargetGroupNotFound|Target groups '[absent]' not found",
        "DescribeListeners|ListenerArns.member.1|absent|ListenerNotFound|Listeners '[absent]' not found",
        "DescribeListeners|PageSize|1|ValidationError|Either LoadBalancerArn or ListenerArns must be given",
        "DescribeLoadBalancerAttributes|LoadBalancerArn|absent|LoadBalancerNotFound|Load balancers '[absent]' not found",
        "DescribeTags|ResourceArns.member.1|absent|LoadBalancerNotFound|Load balancers '[absent]' not found",
      })
  void loadBalancingRefusesInItsOwnWords(
      String action, String name, String value, String code, String message) {
    account.refused(account.form("elbv2", action, name, value), 400, code, message);
  }

  @Test
  void deletingLoadBalancerThatIsNotThereSucceeds() {
    made(account.form("elbv2", "DeleteLoadBalancer", "LoadBalancerArn", "absent"));
    made(account.form("elbv2", "DeleteTargetGroup", "TargetGroupArn", "absent"));
  }
}
