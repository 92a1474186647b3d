package dev.fedctl.activity.iam;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsCodes;
import dev.fedctl.activity.aws.AwsFailures;
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
import software.amazon.awssdk.services.iam.model.IamException;
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

  private RoleObserved ensure(RoleRequest request) {
    IamClient iam = aws.iam(request.partition());
    String trust = RolePolicies.trust(request.purpose(), request.partition());
    Optional<Role> found = find(iam, request.name());
    StepOutcome outcome = StepOutcome.UNCHANGED;
    if (found.isEmpty()) {
      found = create(iam, request, trust);
      outcome = StepOutcome.CREATED;
    }
    Role role = found.orElseThrow();
    Ownership.require("IAM role \"" + request.name() + "\"", tags(role), request.claim());
    if (!trust.equals(URLDecoder.decode(role.assumeRolePolicyDocument(), UTF_8))) {
      iam.updateAssumeRolePolicy(r -> r.roleName(request.name()).policyDocument(trust));
      outcome = StepOutcome.UPDATED;
    }
    if (attachMissing(iam, request) && outcome == StepOutcome.UNCHANGED) {
      outcome = StepOutcome.UPDATED;
    }
    return new RoleObserved(role.arn(), outcome);
  }

  private static Optional<Role> create(IamClient iam, RoleRequest request, String trust) {
    List<Tag> tags =
        request.claim().tags().entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    try {
      return Optional.of(
          iam
              .createRole(
                  r ->
                      r.roleName(request.name())
                          .path(request.path())
                          .assumeRolePolicyDocument(trust)
                          .description("fedctl: " + request.claim().resource())
                          .tags(tags))
              .role()
              .toBuilder()
              .tags(tags)
              .assumeRolePolicyDocument(trust)
              .build());
    } catch (IamException e) {
      if (!AwsCodes.isTaken(e)) {
        throw e;
      }
      return Optional.of(find(iam, request.name()).orElseThrow(() -> e));
    }
  }

  private static Optional<Role> find(IamClient iam, String name) {
    try {
      return Optional.of(iam.getRole(r -> r.roleName(name)).role());
    } catch (IamException e) {
      if (AwsCodes.isGone(e)) {
        return Optional.empty();
      }
      throw e;
    }
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

  private static Map<String, String> tags(Role role) {
    return role.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }
}
