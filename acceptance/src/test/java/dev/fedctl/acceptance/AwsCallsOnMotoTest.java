package dev.fedctl.acceptance;

import static dev.fedctl.acceptance.MotoAccount.NODES;
import static dev.fedctl.acceptance.MotoAccount.OWNER;
import static dev.fedctl.acceptance.MotoAccount.REGION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.activity.loadbalancer.ElasticLoadBalancers;
import dev.fedctl.activity.loadbalancer.LoadBalancers.LoadBalancer;
import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.contract.activity.IamActivities;
import dev.fedctl.contract.activity.IamActivities.Purpose;
import dev.fedctl.contract.activity.IamActivities.RoleObserved;
import dev.fedctl.contract.activity.IamActivities.RoleRequest;
import dev.fedctl.contract.activity.IdentityActivities;
import dev.fedctl.contract.activity.IdentityActivities.IdentityQuery;
import dev.fedctl.contract.activity.NetworkActivities;
import dev.fedctl.contract.activity.NetworkActivities.InstanceTypeQuery;
import dev.fedctl.contract.activity.NetworkActivities.NetworkQuery;
import dev.fedctl.contract.activity.NetworkObserved;
import dev.fedctl.contract.activity.NetworkObserved.Subnet;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.spec.VpcSpec;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * The calls of the AWS activities, as moto's authors understand AWS: a second opinion about shapes
 * and codes, for what moto implements. The rest is listed in docs/testing.md. Every test has names
 * of its own, because they share one account.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsCallsOnMotoTest {

  private static final String TRUST_OF_NOBODY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\","
          + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

  private MotoAccount account;
  private IamActivities iam;
  private NetworkActivities network;
  private AwsClients aws;
  private MotoVpc vpc;

  @BeforeAll
  void start(@TempDir Path folder) {
    account = MotoAccount.open(folder);
    iam = account.activities(IamActivities.class);
    network = account.activities(NetworkActivities.class);
    aws = account.aws();
    vpc = account.vpc();
  }

  @AfterAll
  void stop() {
    if (account != null) {
      account.close();
    }
  }

  @Test
  void workerLearnsWhoItIs() {
    CallerIdentity caller =
        account
            .activities(IdentityActivities.class)
            .findIdentity(new IdentityQuery(REGION, Optional.empty()));

    assertThat(caller.account()).isEqualTo("123456789012");
    assertThat(caller.partition()).isEqualTo("aws");
  }

  @Test
  void regionThatDoesNotExistIsRefused() {
    ApplicationFailure failure =
        ActivitiesUnderTest.failure(
            () ->
                account
                    .activities(IdentityActivities.class)
                    .findIdentity(new IdentityQuery("eu-nowhere-1", Optional.empty())));

    assertThat(failure.getType()).isEqualTo(FailureKind.INVALID_SPEC.name());
  }

  @Test
  void vpcIsFoundByItsNameWithItsSubnets() {
    NetworkObserved found = network.findNetwork(query(new VpcSpec.ByName("KarmadaVPC")));

    assertThat(found.vpcId()).isEqualTo(vpc.id());
    assertThat(found.nodeSubnets())
        .extracting(Subnet::id)
        .containsExactlyInAnyOrderElementsOf(vpc.privateSubnets());
    assertThat(found.publicSubnets())
        .extracting(Subnet::id)
        .containsExactlyInAnyOrderElementsOf(vpc.publicSubnets());
  }

  @Test
  void vpcThatIsNotThereIsRefused() {
    for (VpcSpec absent :
        List.of(new VpcSpec.ByName("karmadavpc"), new VpcSpec.ById("vpc-00000000000000000"))) {
      ApplicationFailure failure =
          ActivitiesUnderTest.failure(() -> network.findNetwork(query(absent)));

      assertThat(failure.getType()).isEqualTo(FailureKind.INVALID_SPEC.name());
      assertThat(failure.getOriginalMessage()).contains("there is no VPC");
    }
  }

  @Test
  void vpcOfATakenNameIsRefusedWithBothIds() {
    MotoVpc one = MotoVpc.create(aws.ec2(REGION), "twice");
    MotoVpc two = MotoVpc.create(aws.ec2(REGION), "twice");

    ApplicationFailure failure =
        ActivitiesUnderTest.failure(() -> network.findNetwork(query(new VpcSpec.ByName("twice"))));

    assertThat(failure.getOriginalMessage()).contains(one.id(), two.id());
  }

  @Test
  void instanceTypesHaveExactlyWhatIsAskedFor() {
    List<String> names =
        network
            .findInstanceTypes(
                new InstanceTypeQuery(
                    REGION, List.of("eu-north-1a", "eu-north-1b"), NODES, "spec.nodes"))
            .names();

    assertThat(names).contains("t3.medium", "c5a.large").doesNotContain("t3.large", "t4g.medium");
  }

  @ParameterizedTest
  @EnumSource(Purpose.class)
  void roleIsMadeOnceAndThenFound(Purpose purpose) {
    RoleRequest request = role("once-" + purpose, purpose);

    RoleObserved first = iam.ensureRole(request);
    RoleObserved second = iam.ensureRole(request);

    assertThat(first.outcome()).isEqualTo(StepOutcome.CREATED);
    assertThat(second).isEqualTo(new RoleObserved(first.arn(), StepOutcome.UNCHANGED));
  }

  @Test
  void roleThatWasChangedIsPutRight() {
    RoleRequest request = role("mended", Purpose.NODE);
    iam.ensureRole(request);
    var client = aws.iam("aws");
    client.updateAssumeRolePolicy(r -> r.roleName(request.name()).policyDocument(TRUST_OF_NOBODY));
    String policy =
        client
            .listAttachedRolePolicies(r -> r.roleName(request.name()))
            .attachedPolicies()
            .getFirst()
            .policyArn();
    client.detachRolePolicy(r -> r.roleName(request.name()).policyArn(policy));

    assertThat(iam.ensureRole(request).outcome()).isEqualTo(StepOutcome.UPDATED);
    assertThat(iam.ensureRole(request).outcome()).isEqualTo(StepOutcome.UNCHANGED);
  }

  @Test
  void roleOfSomebodyElseIsLeftAlone() {
    RoleRequest request = role("foreign", Purpose.NODE);
    aws.iam("aws")
        .createRole(r -> r.roleName(request.name()).assumeRolePolicyDocument(TRUST_OF_NOBODY));

    ApplicationFailure failure = ActivitiesUnderTest.failure(() -> iam.ensureRole(request));

    assertThat(failure.getType()).isEqualTo(FailureKind.CONFLICT.name());
  }

  @Test
  void loadBalancerIsFoundByItsExactNameWithTagsAndTargets() {
    ElasticLoadBalancingV2Client elb = aws.elasticLoadBalancing(REGION);
    String arn = networkLoadBalancer(elb, "found");
    networkLoadBalancer(elb, "found-too");
    String dnsName =
        elb.describeLoadBalancers(r -> r.loadBalancerArns(arn))
            .loadBalancers()
            .getFirst()
            .dnsName();
    ElasticLoadBalancers balancers =
        new ElasticLoadBalancers(aws::elasticLoadBalancing, AwsFailures::translate);

    LoadBalancer found = balancers.find(REGION, dnsName).orElseThrow();

    assertThat(found.arn()).isEqualTo(arn);
    assertThat(found.tags()).containsAllEntriesOf(Map.of("fedctl.dev/federation", "found"));
    assertThat(balancers.find(REGION, dnsName.substring(1))).isEmpty();
    assertThat(balancers.targetGroups(REGION, arn)).hasSize(1);
  }

  private String networkLoadBalancer(ElasticLoadBalancingV2Client elb, String name) {
    String arn =
        elb.createLoadBalancer(
                r ->
                    r.name(name)
                        .type(LoadBalancerTypeEnum.NETWORK)
                        .subnets(vpc.publicSubnets())
                        .tags(Tag.builder().key("fedctl.dev/federation").value(name).build()))
            .loadBalancers()
            .getFirst()
            .loadBalancerArn();
    String group =
        elb.createTargetGroup(
                r ->
                    r.name(name)
                        .protocol(ProtocolEnum.TCP)
                        .port(32443)
                        .vpcId(vpc.id())
                        .targetType(TargetTypeEnum.INSTANCE))
            .targetGroups()
            .getFirst()
            .targetGroupArn();
    elb.createListener(
        r ->
            r.loadBalancerArn(arn)
                .protocol(ProtocolEnum.TCP)
                .port(32443)
                .defaultActions(Action.builder().type("forward").targetGroupArn(group).build()));
    return arn;
  }

  private static NetworkQuery query(VpcSpec vpc) {
    return new NetworkQuery(REGION, vpc, "spec.network.vpc", 3, 3, true);
  }

  private static RoleRequest role(String name, Purpose purpose) {
    return new RoleRequest(
        OWNER.claim("federation/role-" + name),
        "guidance-" + name,
        "/fedctl/guidance/",
        "aws",
        purpose);
  }
}
