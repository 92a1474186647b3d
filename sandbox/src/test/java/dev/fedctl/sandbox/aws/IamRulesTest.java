package dev.fedctl.sandbox.aws;

import static dev.fedctl.sandbox.aws.Account.made;
import static dev.fedctl.sandbox.aws.Account.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.sandbox.aws.RawAws.Answer;
import dev.fedctl.sandbox.world.WorldFile;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What IAM refuses beyond its model, and how long a change of it takes to count. */
class IamRulesTest {

  private static final String TRUST =
      "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"eks.amazonaws.com\"},"
          + "\"Action\":\"sts:AssumeRole\"}}";

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
    account.refused(
        account.form("iam", "CreateRole", "RoleName", name, "AssumeRolePolicyDocument", document),
        status,
        code,
        message);
  }

  @Test
  void rolesHaveTheirQuota() {
    for (int i = 0; i < 2; i++) {
      made(
          account.form(
              "iam", "CreateRole", "RoleName", "r" + i, "AssumeRolePolicyDocument", TRUST));
    }
    account.refused(
        account.form("iam", "CreateRole", "RoleName", "r2", "AssumeRolePolicyDocument", TRUST),
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
    account.refused(
        name2 == null
            ? account.form("iam", action, name, value)
            : account.form("iam", action, name, value, name2, value2),
        status,
        code,
        message);
  }

  @Test
  void roleWithInlinePolicyIsNotDeleted() {
    made(
        account.form(
            "iam",
            "PutRolePolicy",
            "RoleName",
            "pod",
            "PolicyName",
            "p",
            "PolicyDocument",
            "{\"Statement\":[]}"));
    account.refused(
        account.form("iam", "DeleteRole", "RoleName", "pod"),
        409,
        "DeleteConflict",
        "Cannot delete entity, must delete policies first.");
    made(account.form("iam", "DeleteRolePolicy", "RoleName", "pod", "PolicyName", "p"));
    made(account.form("iam", "DeleteRole", "RoleName", "pod"));
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
          account.form(
              "iam",
              "AttachRolePolicy",
              "RoleName",
              "bare",
              "PolicyArn",
              "arn:aws:iam::aws:policy/" + policy));
    }
    account.refused(
        account.form(
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
    made(account.form("iam", "CreateRole", "RoleName", "young", "AssumeRolePolicyDocument", TRUST));
    made(
        account.form(
            "iam",
            "AttachRolePolicy",
            "RoleName",
            "young",
            "PolicyArn",
            "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"));
    String body = ReadyEks.cluster("fresh").replace("role/cluster", "role/young");

    account.cloud.advance(Duration.ofMillis(7_999));
    Answer early = account.aws.send(RawAws.json("POST", "/clusters", body));
    account.refused(
        early, 400, "InvalidParameterException", "could not be assumed because it does not exist");
    assertThat(account.form("iam", "GetRole", "RoleName", "young").status()).isEqualTo(200);
    account.cloud.advance(Duration.ofMillis(1));
    made(account.aws.send(RawAws.json("POST", "/clusters", body)));
  }

  @Test
  void freshAttachmentDoesNotCountAtOnce() {
    made(
        account.form(
            "iam",
            "AttachRolePolicy",
            "RoleName",
            "unpermitted",
            "PolicyArn",
            "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"));
    String body = ReadyEks.cluster("fresh").replace("role/cluster", "role/unpermitted");
    account.refused(
        account.aws.send(RawAws.json("POST", "/clusters", body)),
        400,
        "InvalidParameterException",
        "doesn't have the Amazon EKS Managed Policies associated with it");
    account.cloud.advance(Duration.ofSeconds(8));
    made(account.aws.send(RawAws.json("POST", "/clusters", body)));
  }

  @Test
  void tagsOfRolesAreFiftyInOneCase() {
    made(account.form("iam", "TagRole", tagged("Tags.member", 0, 50, "RoleName", "pod")));
    made(account.form("iam", "TagRole", tagged("Tags.member", 0, 1, "RoleName", "pod")));
    account.refused(
        account.form("iam", "TagRole", tagged("Tags.member", 50, 1, "RoleName", "pod")),
        409,
        "LimitExceeded",
        "The number of tags has reached the maximum limit.");
    account.refused(
        account.form(
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
    account.refused(
        account.form(
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
    account.refused(
        account.form(
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
}
