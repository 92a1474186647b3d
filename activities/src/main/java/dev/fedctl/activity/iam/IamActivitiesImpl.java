package dev.fedctl.activity.iam;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.activity.aws.Found;
import dev.fedctl.activity.aws.Ownership;
import dev.fedctl.contract.activity.IamActivities;
import dev.fedctl.contract.activity.StepOutcome;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** Roles, found by their name, which is unique in an account. */
public final class IamActivitiesImpl implements IamActivities {

  private final AwsClients aws;

  public IamActivitiesImpl(AwsClients aws) {
    this.aws = aws;
  }

  @Override
  public RoleObserved ensureRole(RoleRequest request) {
    return AwsFailures.translating("ensure role \"" + request.name() + "\"", () -> ensure(request));
  }

  @Override
  public StepOutcome deleteRole(RoleRemoval removal) {
    return AwsFailures.translating("delete role \"" + removal.name() + "\"", () -> delete(removal));
  }

  private StepOutcome delete(RoleRemoval removal) {
    IamClient iam = aws.iam(removal.partition());
    Optional<Role> found = find(iam, removal.name());
    if (found.isEmpty()) {
      return StepOutcome.ABSENT;
    }
    Ownership.require("IAM role \"" + removal.name() + "\"", tags(found.get()), removal.claim());
    RoleRemovals.delete(iam, removal.name());
    return StepOutcome.DELETED;
  }

  private RoleObserved ensure(RoleRequest request) {
    IamClient iam = aws.iam(request.partition());
    String trust = RolePolicies.trust(request.purpose(), request.partition());
    Found<Role> found =
        Found.orCreated(() -> find(iam, request.name()), () -> create(iam, request, trust));
    Role role = found.thing();
    boolean converged = false;
    if (!found.isNew()) {
      Ownership.require("IAM role \"" + request.name() + "\"", tags(role), request.claim());
      List<Tag> lacking = tags(Ownership.lacking(tags(role), request.claim()));
      if (!lacking.isEmpty()) {
        iam.tagRole(r -> r.roleName(request.name()).tags(lacking));
        converged = true;
      }
      if (!trust.equals(URLDecoder.decode(role.assumeRolePolicyDocument(), UTF_8))) {
        iam.updateAssumeRolePolicy(r -> r.roleName(request.name()).policyDocument(trust));
        converged = true;
      }
    }
    converged |= attachMissing(iam, request);
    return new RoleObserved(role.arn(), outcome(found.isNew(), converged));
  }

  private static StepOutcome outcome(boolean isNew, boolean converged) {
    if (isNew) {
      return StepOutcome.CREATED;
    }
    return converged ? StepOutcome.UPDATED : StepOutcome.UNCHANGED;
  }

  private static Role create(IamClient iam, RoleRequest request, String trust) {
    List<Tag> tags = tags(request.claim().tags());
    return iam.createRole(
            r ->
                r.roleName(request.name())
                    .path(request.path())
                    .assumeRolePolicyDocument(trust)
                    .description("fedctl: " + request.claim().resource())
                    .tags(tags))
        .role();
  }

  private static Optional<Role> find(IamClient iam, String name) {
    return Found.unlessGone(() -> iam.getRole(r -> r.roleName(name)).role());
  }

  private static boolean attachMissing(IamClient iam, RoleRequest request) {
    Set<String> attached =
        iam
            .listAttachedRolePoliciesPaginator(r -> r.roleName(request.name()))
            .attachedPolicies()
            .stream()
            .map(AttachedPolicy::policyArn)
            .collect(Collectors.toSet());
    List<String> missing =
        RolePolicies.managed(request.purpose(), request.partition()).stream()
            .filter(policy -> !attached.contains(policy))
            .toList();
    missing.forEach(
        policy -> iam.attachRolePolicy(r -> r.roleName(request.name()).policyArn(policy)));
    return !missing.isEmpty();
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private static Map<String, String> tags(Role role) {
    return role.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }
}
