package dev.fedctl.activity.iam;

import dev.fedctl.activity.Waits;
import dev.fedctl.activity.aws.Found;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.InstanceProfile;

/** The end of a role of ours: IAM deletes one only when nothing hangs on it any more. */
public final class RoleRemovals {

  /** How EKS names the instance profile that it makes for a managed node group. */
  private static final String OF_EKS = "eks-";

  private RoleRemovals() {}

  /**
   * Deletes a role that has been proven ours, with whatever policies hang on it. One in an instance
   * profile keeps its policies: EVENTUAL when EKS made the profile, else UNEXPECTED_STATE.
   */
  public static void delete(IamClient iam, String role) {
    listed(() -> profiles(iam, role)).forEach(profile -> refuseUsed(role, profile));
    for (String policy : listed(() -> attached(iam, role))) {
      Found.unlessGone(() -> iam.detachRolePolicy(r -> r.roleName(role).policyArn(policy)));
    }
    for (String policy : listed(() -> inline(iam, role))) {
      Found.unlessGone(() -> iam.deleteRolePolicy(r -> r.roleName(role).policyName(policy)));
    }
    Found.unlessGone(() -> iam.deleteRole(r -> r.roleName(role)));
  }

  /** What hangs on the role; nothing when an overlapping attempt was faster. */
  private static List<String> listed(Supplier<List<String>> list) {
    return Found.unlessGone(list).orElse(List.of());
  }

  private static List<String> profiles(IamClient iam, String role) {
    return iam
        .listInstanceProfilesForRolePaginator(r -> r.roleName(role))
        .instanceProfiles()
        .stream()
        .map(InstanceProfile::instanceProfileName)
        .toList();
  }

  private static List<String> attached(IamClient iam, String role) {
    return iam.listAttachedRolePoliciesPaginator(r -> r.roleName(role)).attachedPolicies().stream()
        .map(AttachedPolicy::policyArn)
        .toList();
  }

  private static List<String> inline(IamClient iam, String role) {
    return iam.listRolePoliciesPaginator(r -> r.roleName(role)).policyNames().stream().toList();
  }

  private static void refuseUsed(String role, String profile) {
    boolean goesWithItsNodeGroup = profile.startsWith(OF_EKS);
    throw Waits.failure(
        FailureFacts.of(
            goesWithItsNodeGroup ? FailureKind.EVENTUAL : FailureKind.UNEXPECTED_STATE,
            "IAM role \"%s\" is in instance profile \"%s\"".formatted(role, profile),
            goesWithItsNodeGroup
                ? "see which node group it belongs to, delete that, then retry"
                : "take the role out of the instance profile, if that may be, then retry"));
  }
}
