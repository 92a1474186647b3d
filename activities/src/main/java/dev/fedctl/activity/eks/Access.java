package dev.fedctl.activity.eks;

import dev.fedctl.activity.Waits;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.Found;
import dev.fedctl.activity.aws.Ownership;
import dev.fedctl.contract.activity.EksActivities.AccessRequest;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.identity.Claim;
import java.util.Optional;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AccessEntry;
import software.amazon.awssdk.services.eks.model.AccessScopeType;
import software.amazon.awssdk.services.eks.model.InvalidParameterException;

/** Access entries, found by their principal, which is unique in a cluster. */
final class Access {

  private final AwsClients aws;

  Access(AwsClients aws) {
    this.aws = aws;
  }

  StepOutcome ensure(AccessRequest request) {
    StepOutcome outcome = StepOutcome.UNCHANGED;
    for (String principal : request.principalArns()) {
      StepOutcome entry = ensureEntry(request, principal);
      boolean granted = ensurePolicy(request, principal);
      if (entry == StepOutcome.CREATED) {
        outcome = StepOutcome.CREATED;
      } else if ((granted || entry == StepOutcome.UPDATED) && outcome == StepOutcome.UNCHANGED) {
        outcome = StepOutcome.UPDATED;
      }
    }
    return outcome;
  }

  private StepOutcome ensureEntry(AccessRequest request, String principal) {
    EksClient eks = aws.eks(request.cluster().region());
    String what = "access entry of " + principal + " in " + Words.text(request.cluster());
    Claim claim = request.claim().part(Principals.brief(principal));
    Found<AccessEntry> found =
        Found.orCreated(
            () -> find(eks, request, principal),
            () -> create(eks, request, principal, claim, what));
    if (found.isNew()) {
      return StepOutcome.CREATED;
    }
    AccessEntry entry = found.thing();
    Ownership.require(what, entry.tags(), claim);
    return Tagging.complete(eks, entry.accessEntryArn(), entry.tags(), claim)
        ? StepOutcome.UPDATED
        : StepOutcome.UNCHANGED;
  }

  private static AccessEntry create(
      EksClient eks, AccessRequest request, String principal, Claim claim, String what) {
    try {
      return eks.createAccessEntry(
              r ->
                  r.clusterName(request.cluster().name())
                      .principalArn(principal)
                      .type("STANDARD")
                      .clientRequestToken(claim.token())
                      .tags(claim.tags()))
          .accessEntry();
    } catch (InvalidParameterException e) {
      throw Waits.failure(
          new FailureFacts(
              FailureKind.EVENTUAL,
              what + ": " + e.awsErrorDetails().errorMessage(),
              Optional.of(e.awsErrorDetails().errorCode()),
              Optional.ofNullable(e.requestId()),
              "see that the principal exists, in spec.access.admins too, then retry",
              Optional.empty()));
    }
  }

  private boolean ensurePolicy(AccessRequest request, String principal) {
    EksClient eks = aws.eks(request.cluster().region());
    String policy =
        "arn:"
            + request.partition()
            + ":eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
    boolean isAssociated =
        eks
            .listAssociatedAccessPoliciesPaginator(
                r -> r.clusterName(request.cluster().name()).principalArn(principal))
            .associatedAccessPolicies()
            .stream()
            .anyMatch(
                associated ->
                    policy.equals(associated.policyArn())
                        && associated.accessScope().type() == AccessScopeType.CLUSTER);
    if (isAssociated) {
      return false;
    }
    eks.associateAccessPolicy(
        r ->
            r.clusterName(request.cluster().name())
                .principalArn(principal)
                .policyArn(policy)
                .accessScope(scope -> scope.type(AccessScopeType.CLUSTER)));
    return true;
  }

  private static Optional<AccessEntry> find(
      EksClient eks, AccessRequest request, String principal) {
    return Found.unlessGone(
        () ->
            eks.describeAccessEntry(
                    r -> r.clusterName(request.cluster().name()).principalArn(principal))
                .accessEntry());
  }
}
