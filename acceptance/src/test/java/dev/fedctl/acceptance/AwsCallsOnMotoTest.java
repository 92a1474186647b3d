package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.acceptance.peer.Moto;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.activity.eks.EksActivitiesImpl;
import dev.fedctl.activity.eks.EksEndpoints;
import dev.fedctl.activity.iam.IamActivitiesImpl;
import dev.fedctl.activity.identity.IdentityActivitiesImpl;
import dev.fedctl.activity.kubernetes.AccessReview;
import dev.fedctl.activity.kubernetes.ClusterApis;
import dev.fedctl.activity.kubernetes.EksToken;
import dev.fedctl.activity.loadbalancer.ElasticLoadBalancers;
import dev.fedctl.activity.loadbalancer.LoadBalancers.LoadBalancer;
import dev.fedctl.activity.network.NetworkActivitiesImpl;
import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.EksActivities.AddonRequest;
import dev.fedctl.contract.activity.EksActivities.ClusterObserved;
import dev.fedctl.contract.activity.EksActivities.ClusterRequest;
import dev.fedctl.contract.activity.EksActivities.ClusterWait;
import dev.fedctl.contract.activity.EksActivities.LaunchTemplateObserved;
import dev.fedctl.contract.activity.EksActivities.LaunchTemplateRequest;
import dev.fedctl.contract.activity.EksActivities.NodeGroupRequest;
import dev.fedctl.contract.activity.EksActivities.NodeGroupWait;
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
import dev.fedctl.contract.activity.Patience;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.identity.FederationId;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.spec.NodesSpec;
import dev.fedctl.contract.spec.VpcSpec;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
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

  private static final String REGION = "eu-north-1";
  private static final String TRUST_OF_NOBODY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\","
          + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
  private static final Owner OWNER = owner("guidance", "0123456789abcdef");
  private static final Owner OTHER = owner("another", "fedcba9876543210");
  private static final NodesSpec NODES = new NodesSpec(3, 2, 4, NodesSpec.Architecture.X86_64);

  private Moto moto;
  private AwsClients aws;
  private ActivitiesUnderTest activities;
  private EksActivities eks;
  private IamActivities iam;
  private NetworkActivities network;
  private MotoVpc vpc;

  @BeforeAll
  void start(@TempDir Path folder) {
    moto = Moto.start(folder);
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("moto", "moto"));
    aws = new AwsClients(credentials, Optional.of(moto.endpoint()));
    ClusterApis clusters =
        new ClusterApis(
            new EksEndpoints(aws),
            new EksToken(credentials, AwsFailures::translate, InstantSource.system()),
            InstantSource.system());
    activities =
        new ActivitiesUnderTest(
            new IdentityActivitiesImpl(aws),
            new NetworkActivitiesImpl(aws),
            new IamActivitiesImpl(aws),
            new EksActivitiesImpl(aws, new AccessReview(clusters)));
    eks = activities.stub(EksActivities.class);
    iam = activities.stub(IamActivities.class);
    network = activities.stub(NetworkActivities.class);
    vpc = MotoVpc.create(aws.ec2(REGION), "KarmadaVPC");
  }

  @AfterAll
  void stop() {
    if (activities != null) {
      activities.close();
    }
    if (aws != null) {
      aws.close();
    }
    if (moto != null) {
      moto.close();
    }
  }

  @Test
  void workerLearnsWhoItIs() {
    CallerIdentity caller =
        activities.stub(IdentityActivities.class).findIdentity(new IdentityQuery(REGION));

    assertThat(caller.account()).isEqualTo("123456789012");
    assertThat(caller.partition()).isEqualTo("aws");
  }

  @Test
  void regionThatDoesNotExistIsRefused() {
    ApplicationFailure failure =
        ActivitiesUnderTest.failure(
            () ->
                activities
                    .stub(IdentityActivities.class)
                    .findIdentity(new IdentityQuery("eu-nowhere-1")));

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

  /**
   * moto counts the tags of the template itself among those of its first version, so this version
   * is not as it is wanted and a second one follows; that one stays.
   */
  @Test
  void launchTemplateIsMadeOnceAndThenFound() {
    LaunchTemplateRequest request = template("once", OWNER);

    LaunchTemplateObserved first = eks.ensureLaunchTemplate(request);
    LaunchTemplateObserved second = eks.ensureLaunchTemplate(request);
    LaunchTemplateObserved third = eks.ensureLaunchTemplate(request);

    assertThat(first.outcome()).isEqualTo(StepOutcome.CREATED);
    assertThat(second).isEqualTo(new LaunchTemplateObserved(first.id(), "2", StepOutcome.UPDATED));
    assertThat(third).isEqualTo(new LaunchTemplateObserved(first.id(), "2", StepOutcome.UNCHANGED));
  }

  @Test
  void launchTemplateOfAnotherFederationIsLeftAlone() {
    eks.ensureLaunchTemplate(template("foreign", OTHER));

    ApplicationFailure failure =
        ActivitiesUnderTest.failure(() -> eks.ensureLaunchTemplate(template("foreign", OWNER)));

    assertThat(failure.getType()).isEqualTo(FailureKind.CONFLICT.name());
    assertThat(failure.getOriginalMessage()).contains("another");
  }

  @Test
  void clusterIsMadeOnceAndThenFound() {
    ClusterRequest request = cluster("once", OWNER, "eks-role");

    assertThat(eks.ensureCluster(request)).isEqualTo(StepOutcome.CREATED);
    assertThat(eks.ensureCluster(request)).isEqualTo(StepOutcome.UNCHANGED);

    ClusterObserved observed =
        ActivitiesUnderTest.awaited(
            "the cluster is ACTIVE",
            () ->
                eks.awaitCluster(new ClusterWait(request.claim(), request.cluster(), patience())));
    assertThat(observed.arn()).endsWith(":cluster/once");
    assertThat(observed.kubernetesVersion()).isEqualTo("1.35");
  }

  @Test
  void clusterOfAnotherFederationOrRoleIsLeftAlone() {
    eks.ensureCluster(cluster("foreign", OTHER, "eks-role"));
    eks.ensureCluster(cluster("otherwise", OWNER, "eks-role"));

    ApplicationFailure foreign =
        ActivitiesUnderTest.failure(() -> eks.ensureCluster(cluster("foreign", OWNER, "eks-role")));
    ApplicationFailure otherwise =
        ActivitiesUnderTest.failure(
            () -> eks.ensureCluster(cluster("otherwise", OWNER, "another-role")));

    assertThat(foreign.getType()).isEqualTo(FailureKind.CONFLICT.name());
    assertThat(otherwise.getType()).isEqualTo(FailureKind.CONFLICT.name());
  }

  @Test
  void nodeGroupIsMadeOnceAndThenScaled() {
    eks.ensureCluster(cluster("nodes", OWNER, "eks-role"));
    NodeGroupRequest three = nodeGroup("nodes", NODES);
    NodeGroupRequest five =
        nodeGroup("nodes", new NodesSpec(5, 2, 4, NodesSpec.Architecture.X86_64));

    assertThat(eks.ensureNodeGroup(three)).isEqualTo(StepOutcome.CREATED);
    assertThat(eks.ensureNodeGroup(three)).isEqualTo(StepOutcome.UNCHANGED);
    assertThat(eks.ensureNodeGroup(five)).isEqualTo(StepOutcome.UPDATED);
    assertThat(eks.ensureNodeGroup(five)).isEqualTo(StepOutcome.UNCHANGED);
    ActivitiesUnderTest.awaited(
        "the node group is ACTIVE",
        () ->
            eks.awaitNodeGroup(
                new NodeGroupWait(three.claim(), three.cluster(), three.name(), patience())));
  }

  @Test
  void nodeGroupOfNoClusterIsTriedAgain() {
    ApplicationFailure failure =
        ActivitiesUnderTest.failure(() -> eks.ensureNodeGroup(nodeGroup("nowhere", NODES)));

    assertThat(failure.getType()).isEqualTo(FailureKind.EVENTUAL.name());
    assertThat(failure.isNonRetryable()).isFalse();
  }

  /**
   * moto answers what it does not know with a bare 404: nobody says that the add-on is not there.
   */
  @Test
  void unknownOperationIsNotTakenForAnAbsentThing() {
    eks.ensureCluster(cluster("addons", OWNER, "eks-role"));

    ApplicationFailure failure =
        ActivitiesUnderTest.failure(
            () ->
                eks.ensureAddon(
                    new AddonRequest(
                        claim("addons/vpc-cni"),
                        new ClusterRef(REGION, "addons"),
                        "vpc-cni",
                        "1.35",
                        Optional.empty())));

    assertThat(failure.getType())
        .isNotIn(FailureKind.EVENTUAL.name(), FailureKind.NOT_READY.name());
    assertThat(failure.isNonRetryable()).isTrue();
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
        claim("federation/role-" + name), "guidance-" + name, "/fedctl/guidance/", "aws", purpose);
  }

  private static LaunchTemplateRequest template(String name, Owner owner) {
    return new LaunchTemplateRequest(
        owner.claim(name + "/launch-template"), new ClusterRef(REGION, name), "template-" + name);
  }

  private ClusterRequest cluster(String name, Owner owner, String role) {
    return new ClusterRequest(
        owner.claim(name + "/control-plane"),
        new ClusterRef(REGION, name),
        "1.35",
        "arn:aws:iam::123456789012:role/" + role,
        vpc.privateSubnets());
  }

  private NodeGroupRequest nodeGroup(String cluster, NodesSpec nodes) {
    LaunchTemplateObserved template =
        eks.ensureLaunchTemplate(template(cluster + "-of-nodes", OWNER));
    return new NodeGroupRequest(
        claim(cluster + "/node-group"),
        new ClusterRef(REGION, cluster),
        "nodes",
        "arn:aws:iam::123456789012:role/node-role",
        vpc.privateSubnets(),
        List.of("t3.medium"),
        nodes,
        template.id(),
        template.version());
  }

  private static Claim claim(String resource) {
    return OWNER.claim(resource);
  }

  private static Owner owner(String name, String generation) {
    return new Owner(name, FederationId.of("123456789012", REGION, name), generation);
  }

  private static Patience patience() {
    return Patience.of(Instant.now(), Duration.ofMinutes(1));
  }
}
