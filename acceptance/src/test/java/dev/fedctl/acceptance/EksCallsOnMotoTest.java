package dev.fedctl.acceptance;

import static dev.fedctl.acceptance.MotoAccount.NODES;
import static dev.fedctl.acceptance.MotoAccount.OTHER;
import static dev.fedctl.acceptance.MotoAccount.OWNER;
import static dev.fedctl.acceptance.MotoAccount.REGION;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.fedctl.contract.activity.Patience;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.spec.NodesSpec;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Launch templates, clusters and node groups, as moto's authors understand EKS. Every test has
 * names of its own, because they share one account.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EksCallsOnMotoTest {

  private MotoAccount account;
  private EksActivities eks;

  @BeforeAll
  void start(@TempDir Path folder) {
    account = MotoAccount.open(folder);
    eks = account.activities(EksActivities.class);
  }

  @AfterAll
  void stop() {
    if (account != null) {
      account.close();
    }
  }

  /** moto adds the tags of the template itself to those of its first version. */
  @Test
  void launchTemplateIsMadeOnceAndThenFound() {
    LaunchTemplateRequest request = template("once", OWNER);

    LaunchTemplateObserved first = eks.ensureLaunchTemplate(request);
    LaunchTemplateObserved second = eks.ensureLaunchTemplate(request);

    assertThat(first.outcome()).isEqualTo(StepOutcome.CREATED);
    assertThat(second)
        .isEqualTo(new LaunchTemplateObserved(first.id(), "1", StepOutcome.UNCHANGED));
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
        account.vpc().privateSubnets());
  }

  private NodeGroupRequest nodeGroup(String cluster, NodesSpec nodes) {
    LaunchTemplateObserved template =
        eks.ensureLaunchTemplate(template(cluster + "-of-nodes", OWNER));
    return new NodeGroupRequest(
        claim(cluster + "/node-group"),
        new ClusterRef(REGION, cluster),
        "nodes",
        "arn:aws:iam::123456789012:role/node-role",
        account.vpc().privateSubnets(),
        List.of("t3.medium"),
        nodes,
        template.id(),
        template.version());
  }

  private static Claim claim(String resource) {
    return OWNER.claim(resource);
  }

  private static Patience patience() {
    return Patience.of(Instant.now(), Duration.ofMinutes(1));
  }
}
