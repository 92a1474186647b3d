package dev.fedctl.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.sandbox.CloudUnderTest;
import dev.fedctl.sandbox.aws.RawAws.Answer;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.world.WorldFile;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What IAM, EC2 and Elastic Load Balancing refuse beyond their models. */
class IamAndEc2RulesTest {

  private static final String TRUST =
      "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"eks.amazonaws.com\"},"
          + "\"Action\":\"sts:AssumeRole\"}}";

  private final CloudUnderTest cloud =
      new CloudUnderTest(WorldFile.read("w", ReadyEks.text() + "quotas: {roles: 8}\n"));
  private final RawAws aws = new RawAws(cloud);

  @AfterEach
  void close() {
    cloud.close();
  }

  private Answer form(String service, String action, String... parameters) {
    return aws.send(RawAws.form(service, action, parameters));
  }

  private void made(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private void refused(Answer answer, int status, String code, String message) {
    assertThat(answer.status() + " " + answer.code())
        .as(answer.body())
        .isEqualTo(status + " " + code);
    assertThat(answer.message()).contains(message);
    if (cloud.sandbox.ledger().rows().getLast() instanceof LedgerRow.Mutation row) {
      assertThat(row.answer()).isEqualTo("refused");
      assertThat(row.error()).contains(code);
      assertThat(row.effects()).isEmpty();
    }
  }

  private static String[] tags(String prefix, int from, int count) {
    return IntStream.range(0, count)
        .boxed()
        .flatMap(
            i ->
                Stream.of(
                    prefix + "." + (i + 1) + ".Key",
                    "key" + (from + i),
                    prefix + "." + (i + 1) + ".Value",
                    "v"))
        .toArray(String[]::new);
  }

  private static String[] joined(String[] one, String... other) {
    return Stream.concat(Stream.of(other), Stream.of(one)).toArray(String[]::new);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "name taken|node|same|409|EntityAlreadyExists|Role with name node already exists.",
        "name taken in other case|NODE|same|409|EntityAlreadyExists|Role with name NODE already exists.",
        "no JSON|fresh|{|400|MalformedPolicyDocument|This policy contains invalid Json",
        "no statement|fresh|{}|400|MalformedPolicyDocument|Syntax errors in policy.",
        "old version|fresh|{\"Version\":\"2011\",\"Statement\":[]}|400|MalformedPolicyDocument|The policy must contain a valid version string",
        "with resource|fresh|{\"Statement\":{\"Effect\":\"Allow\",\"Resource\":\"*\"}}|400|MalformedPolicyDocument|Has prohibited field Resource",
        "no principal|fresh|{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\"}}|400|MalformedPolicyDocument|Missing required field Principal",
        "no action|fresh|{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"eks.amazonaws.com\"}}}|400|MalformedPolicyDocument|Missing required field Action",
        "action of others|fresh|{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"eks.amazonaws.com\"},\"Action\":\"s3:GetObject\"}}|400|MalformedPolicyDocument|AssumeRole policy may only specify STS AssumeRole actions.",
        "no service|fresh|{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"eks\"},\"Action\":\"sts:AssumeRole\"}}|400|MalformedPolicyDocument|Invalid principal in policy: \"SERVICE\":\"eks\"",
        "long|fresh|long|409|LimitExceeded|Cannot exceed quota for ACLSizePerRole: 2048",
      })
  void roleIsRefused(
      String what, String name, String trust, int status, String code, String message) {
    String document =
        switch (trust) {
          case "same" -> TRUST;
          case "long" ->
              TRUST.replace("{\"Effect\"", "{\"Sid\":\"" + "a".repeat(2048) + "\",\"Effect\"");
          default -> trust;
        };
    refused(
        form("iam", "CreateRole", "RoleName", name, "AssumeRolePolicyDocument", document),
        status,
        code,
        message);
  }

  @Test
  void rolesHaveTheirQuota() {
    for (int i = 0; i < 2; i++) {
      made(form("iam", "CreateRole", "RoleName", "r" + i, "AssumeRolePolicyDocument", TRUST));
    }
    refused(
        form("iam", "CreateRole", "RoleName", "r2", "AssumeRolePolicyDocument", TRUST),
        409,
        "LimitExceeded",
        "Cannot exceed quota for RolesPerAccount: 8");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "GetRole|RoleName|absent|||404|NoSuchEntity|The role with name absent cannot be found.",
        "DeleteRole|RoleName|node|||409|DeleteConflict|Cannot delete entity, must detach all policies first.",
        "AttachRolePolicy|RoleName|node|PolicyArn|arn:aws:iam::aws:policy/Absent|404|NoSuchEntity|Policy arn:aws:iam::aws:policy/Absent does not exist or is not attachable.",
        "DetachRolePolicy|RoleName|pod|PolicyArn|arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy|404|NoSuchEntity|Policy arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy was not found.",
        "GetRolePolicy|RoleName|pod|PolicyName|absent|404|NoSuchEntity|The role policy with name absent cannot be found.",
        "DeleteRolePolicy|RoleName|pod|PolicyName|absent|404|NoSuchEntity|The role policy with name absent cannot be found.",
        "UpdateAssumeRolePolicy|RoleName|pod|PolicyDocument|no|400|MalformedPolicyDocument|This policy contains invalid Json",
      })
  void changeOfRoleIsRefused(
      String action,
      String name,
      String value,
      String name2,
      String value2,
      int status,
      String code,
      String message) {
    refused(
        name2 == null
            ? form("iam", action, name, value)
            : form("iam", action, name, value, name2, value2),
        status,
        code,
        message);
  }

  @Test
  void roleWithInlinePolicyIsNotDeleted() {
    made(
        form(
            "iam",
            "PutRolePolicy",
            "RoleName",
            "pod",
            "PolicyName",
            "p",
            "PolicyDocument",
            "{\"Statement\":[]}"));
    refused(
        form("iam", "DeleteRole", "RoleName", "pod"),
        409,
        "DeleteConflict",
        "Cannot delete entity, must delete policies first.");
    made(form("iam", "DeleteRolePolicy", "RoleName", "pod", "PolicyName", "p"));
    made(form("iam", "DeleteRole", "RoleName", "pod"));
  }

  @Test
  void roleTakesTenPolicies() {
    String[] policies = {
      "AmazonEKSClusterPolicy", "AmazonEKSServicePolicy", "AmazonEKSVPCResourceController",
      "AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEKSComputePolicy",
      "AmazonEKSBlockStoragePolicy", "AmazonEKSLoadBalancingPolicy", "AmazonEKSNetworkingPolicy",
      "ReadOnlyAccess"
    };
    for (String policy : policies) {
      made(
          form(
              "iam",
              "AttachRolePolicy",
              "RoleName",
              "bare",
              "PolicyArn",
              "arn:aws:iam::aws:policy/" + policy));
    }
    refused(
        form(
            "iam",
            "AttachRolePolicy",
            "RoleName",
            "bare",
            "PolicyArn",
            "arn:aws:iam::aws:policy/AdministratorAccess"),
        409,
        "LimitExceeded",
        "Cannot exceed quota for PoliciesPerRole: 10");
  }

  @Test
  void freshRoleCannotBeAssumedForTenSeconds() {
    made(form("iam", "CreateRole", "RoleName", "young", "AssumeRolePolicyDocument", TRUST));
    made(
        form(
            "iam",
            "AttachRolePolicy",
            "RoleName",
            "young",
            "PolicyArn",
            "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"));
    String body = ReadyEks.cluster("fresh").replace("role/cluster", "role/young");

    cloud.advance(Duration.ofMillis(7_999));
    Answer early = aws.send(RawAws.json("POST", "/clusters", body));
    refused(
        early, 400, "InvalidParameterException", "could not be assumed because it does not exist");
    assertThat(form("iam", "GetRole", "RoleName", "young").status()).isEqualTo(200);
    cloud.advance(Duration.ofMillis(1));
    made(aws.send(RawAws.json("POST", "/clusters", body)));
  }

  @Test
  void freshAttachmentDoesNotCountAtOnce() {
    made(
        form(
            "iam",
            "AttachRolePolicy",
            "RoleName",
            "unpermitted",
            "PolicyArn",
            "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"));
    String body = ReadyEks.cluster("fresh").replace("role/cluster", "role/unpermitted");
    refused(
        aws.send(RawAws.json("POST", "/clusters", body)),
        400,
        "InvalidParameterException",
        "doesn't have the Amazon EKS Managed Policies associated with it");
    cloud.advance(Duration.ofSeconds(8));
    made(aws.send(RawAws.json("POST", "/clusters", body)));
  }

  @Test
  void tagsOfRolesAreFiftyInOneCase() {
    made(form("iam", "TagRole", joined(tags("Tags.member", 0, 50), "RoleName", "pod")));
    made(form("iam", "TagRole", joined(tags("Tags.member", 0, 1), "RoleName", "pod")));
    refused(
        form("iam", "TagRole", joined(tags("Tags.member", 50, 1), "RoleName", "pod")),
        409,
        "LimitExceeded",
        "The number of tags has reached the maximum limit.");
    refused(
        form(
            "iam",
            "TagRole",
            "RoleName",
            "bare",
            "Tags.member.1.Key",
            "a",
            "Tags.member.1.Value",
            "x",
            "Tags.member.2.Key",
            "A",
            "Tags.member.2.Value",
            "x"),
        400,
        "InvalidInput",
        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    refused(
        form(
            "iam",
            "TagRole",
            "RoleName",
            "bare",
            "Tags.member.1.Key",
            "Aws:a",
            "Tags.member.1.Value",
            "x"),
        400,
        "InvalidInput",
        "aws:");
    refused(
        form(
            "iam",
            "TagRole",
            "RoleName",
            "bare",
            "Tags.member.1.Key",
            "a(b)",
            "Tags.member.1.Value",
            "x"),
        400,
        "ValidationError",
        "1 validation error detected: Value 'a(b)' at 'tags.1.member.key' failed to satisfy"
            + " constraint: Member must satisfy regular expression pattern:");
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
    refused(
        form(
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
    made(form("ec2", "CreateTags", joined(tags("Tag", 0, 50), "ResourceId.1", "vpc-00000001")));
    refused(
        form(
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
        form(
            "ec2",
            "CreateTags",
            "ResourceId.1",
            "vpc-00000002",
            "Tag.1.Key",
            "k".repeat(127),
            "Tag.1.Value",
            "v".repeat(256)));
    made(
        form(
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
    refused(
        form(
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
    refused(
        form(
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
    made(aws.send(RawAws.json("POST", target, "{\"tags\":{" + tags + "}}")));
    made(aws.send(RawAws.json("POST", target, "{\"tags\":{\"key0\":\"w\"}}")));
    refused(
        aws.send(RawAws.json("POST", target, "{\"tags\":{\"KEY0\":\"w\"}}")),
        400,
        "BadRequestException",
        "Too many tags");
    made(aws.send(RawAws.json("DELETE", target + "?tagKeys=key0&tagKeys=key1", "")));
    refused(
        aws.send(RawAws.json("POST", target, "{\"tags\":{\"Aws:x\":\"w\"}}")),
        400,
        "BadRequestException",
        "aws:");
    refused(
        aws.send(
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
            ? form("ec2", action, name, value, "LaunchTemplateData.InstanceType", "t3.large")
            : form("ec2", action, name, value);
    refused(answer, 400, code, message);
  }

  @Test
  void templateInUseCanBeDeleted() {
    made(
        aws.send(
            RawAws.json(
                "POST",
                "/clusters/ready/node-groups",
                ReadyEks.nodeGroup("n")
                    .replace("{", "{\"launchTemplate\":{\"name\":\"theirs\"},"))));
    made(form("ec2", "DeleteLaunchTemplate", "LaunchTemplateName", "theirs"));
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
    refused(form("elbv2", action, name, value), 400, code, message);
  }

  @Test
  void deletingLoadBalancerThatIsNotThereSucceeds() {
    made(form("elbv2", "DeleteLoadBalancer", "LoadBalancerArn", "absent"));
    made(form("elbv2", "DeleteTargetGroup", "TargetGroupArn", "absent"));
  }
}
