package dev.fedctl.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.Outcome;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.workflow.FederationWorkflow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What EKS fails to make is made anew, whatever else happens. */
@Timeout(600)
class RepairsInTheSandboxTest {

  private static final String EVERYTHING_THAT_PASSES =
      """
      - {call: "eks:CreateNodegroup", subject: "f-member-1/*", count: 2,
         outcome: {state: CREATE_FAILED, code: IamThrottling, message: "Rate exceeded"}}
      - {call: "eks:CreateNodegroup", subject: "f-parent/*",
         outcome: {state: CREATE_FAILED, code: NodeCreationFailure}}
      - {call: "eks:CreateCluster", subject: "f-member-2",
         outcome: {state: FAILED, code: InternalFailure, message: "EKS has failed"}}
      - {call: "eks:CreateAddon", subject: "f-member-2/vpc-cni",
         outcome: {state: CREATE_FAILED, code: InternalFailure}}
      - {call: "eks:CreateAddon", subject: "f-member-1/coredns",
         outcome: {state: DEGRADED, code: InsufficientNumberOfReplicas}}
      - {call: "eks:CreateAddon", subject: "f-parent/aws-ebs-csi-driver",
         outcome: {state: DEGRADED, code: ConfigurationConflict}}
      """;

  @Test
  void whatPassesIsMadeAnewUntilTheFederationIsComplete() {
    try (DisturbedFederation run = new DisturbedFederation(2, EVERYTHING_THAT_PASSES)) {
      FederationStatus status = run.settled();

      assertThat(status.outcome()).as("%s", status.parked()).contains(Outcome.COMPLETE);
      run.assertNothingTwice();
      assertThat(DisturbedFederation.repairs(status))
          .containsExactlyInAnyOrder(
              "f-member-1/node-group REMAKE IamThrottling",
              "f-member-1/node-group REMAKE IamThrottling",
              "f-parent/node-group REMAKE NodeCreationFailure",
              "f-member-2/control-plane REMAKE InternalFailure",
              "f-member-2/addon-vpc-cni REMAKE InternalFailure",
              "f-member-1/addon-coredns REAPPLY InsufficientNumberOfReplicas",
              "karmada/ebs-csi REAPPLY ConfigurationConflict");
      assertThat(run.answers("eks:DeleteNodegroup", "f-member-1/nodes")).hasSize(2);
      assertThat(run.tokens("eks:CreateNodegroup", "f-member-1/nodes"))
          .hasSize(3)
          .doesNotHaveDuplicates();
      assertThat(run.tokens("eks:CreateCluster", "f-member-2")).hasSize(2).doesNotHaveDuplicates();
    }
  }

  @Test
  void repairThatIsDisturbedAtEachOfItsCallsIsEndedOnce() {
    String faults =
        """
        - {call: "eks:CreateNodegroup", subject: "f-member-1/*",
           outcome: {state: CREATE_FAILED, code: Unknown}}
        - {call: "eks:DeleteNodegroup", lostRequest: true}
        - {call: "eks:DeleteNodegroup", lostReply: true}
        - {call: "eks:CreateNodegroup", subject: "f-member-1/*", lostReply: true}
        """;
    try (DisturbedFederation run = new DisturbedFederation(1, faults)) {
      FederationStatus status = run.settled();

      assertThat(status.outcome()).as("%s", status.parked()).contains(Outcome.COMPLETE);
      run.assertNothingTwice();
      assertThat(status.repairs()).hasSize(1);
      assertThat(run.answers("eks:DeleteNodegroup", "f-member-1/nodes"))
          .containsExactly("dropped", "lost");
      assertThat(run.answers("eks:CreateNodegroup", "f-member-1/nodes"))
          .containsExactly("sent", "lost");
    }
  }

  @Test
  void afterTwoRepairsItParksAndARetryMakesItAnewOnceTheCauseIsCured() {
    String faults =
        """
        - {call: "eks:CreateNodegroup", subject: "f-member-1/*", count: 3,
           outcome: {state: CREATE_FAILED, code: IamThrottling, message: "Rate exceeded"}}
        - {call: "eks:CreateNodegroup", subject: "f-member-2/*",
           outcome: {state: CREATE_FAILED, code: InstanceLimitExceeded, message: "no vCPU left"}}
        """;
    try (DisturbedFederation run = new DisturbedFederation(2, faults)) {
      FederationStatus parked = run.settled();

      assertThat(parked.parked())
          .extracting(ParkedStep::step)
          .containsExactlyInAnyOrder("f-member-1/node-group", "f-member-2/node-group");
      assertThat(parked.parked())
          .extracting(step -> step.facts().kind())
          .containsExactlyInAnyOrder(FailureKind.UNEXPECTED_STATE, FailureKind.QUOTA);
      assertThat(parked.parked())
          .allSatisfy(
              step -> assertThat(step.facts().advice()).endsWith("then retry: it is made anew"));
      assertThat(run.answers("eks:DeleteNodegroup", "f-member-2/nodes")).isEmpty();

      FederationStatus after = run.afterwards(FederationWorkflow::retry, "all");

      assertThat(after.outcome()).as("%s", after.parked()).contains(Outcome.COMPLETE);
      run.assertNothingTwice();
      assertThat(run.answers("eks:DeleteNodegroup", "f-member-1/nodes")).hasSize(3);
      assertThat(run.answers("eks:DeleteNodegroup", "f-member-2/nodes")).hasSize(1);
    }
  }
}
