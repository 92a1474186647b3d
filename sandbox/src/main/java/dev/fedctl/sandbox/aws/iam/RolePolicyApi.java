package dev.fedctl.sandbox.aws.iam;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Page;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import dev.fedctl.sandbox.delay.DelayKind;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;

/** Managed and inline policies of roles. */
final class RolePolicyApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_ATTACHED = 10;

  private final RoleStore roles;

  RolePolicyApi(RoleStore roles) {
    this.roles = roles;
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("AttachRolePolicy", this::attach);
    operations.put("DetachRolePolicy", this::detach);
    operations.put("ListAttachedRolePolicies", this::listAttached);
    operations.put("PutRolePolicy", this::put);
    operations.put("GetRolePolicy", this::get);
    operations.put("DeleteRolePolicy", this::delete);
    operations.put("ListRolePolicies", this::list);
  }

  private Map<String, Object> attach(Input input, Context context) {
    Role role = roles.visible(input.required("RoleName"), context.now());
    String arn = input.required("PolicyArn");
    String name =
        ManagedPolicies.name(arn, context.partition())
            .orElseThrow(
                () ->
                    new ServiceError(
                        "NoSuchEntity",
                        404,
                        "Policy " + arn + " does not exist or is not attachable."));
    if (role.attached.containsKey(arn)) {
      return Map.of();
    }
    if (role.attached.size() >= MAX_ATTACHED) {
      throw new ServiceError(
          "LimitExceeded", 409, "Cannot exceed quota for PoliciesPerRole: " + MAX_ATTACHED);
    }
    role.attached.put(
        arn,
        new Role.Attachment(
            arn,
            context
                .now()
                .plus(context.effects().delay(DelayKind.ROLE_VISIBLE, role.name() + "/" + name))));
    changed(role, context);
    return Map.of();
  }

  private Map<String, Object> detach(Input input, Context context) {
    Role role = roles.visible(input.required("RoleName"), context.now());
    String arn = input.required("PolicyArn");
    if (role.attached.remove(arn) == null) {
      throw new ServiceError("NoSuchEntity", 404, "Policy " + arn + " was not found.");
    }
    changed(role, context);
    return Map.of();
  }

  private Map<String, Object> listAttached(Input input, Context context) {
    Role role = roles.visible(input.required("RoleName"), context.now());
    Page<String> page = IamErrors.PAGES.page(role.attached.keySet(), arn -> arn, input, context);
    List<Map<String, Object>> shown =
        page.items().stream()
            .map(
                arn ->
                    Output.of(
                        "PolicyName", arn.substring(arn.lastIndexOf('/') + 1), "PolicyArn", arn))
            .toList();
    return Output.of(
        "AttachedPolicies", shown, "IsTruncated", page.next().isPresent(), "Marker", page.next());
  }

  private Map<String, Object> put(Input input, Context context) {
    Role role = roles.visible(input.required("RoleName"), context.now());
    String document = input.required("PolicyDocument");
    try {
      if (!JSON.readTree(document).path("Statement").isContainerNode()) {
        throw new ServiceError("MalformedPolicyDocument", 400, "Syntax errors in policy.");
      }
    } catch (JsonProcessingException e) {
      throw new ServiceError("MalformedPolicyDocument", 400, "This policy contains invalid Json");
    }
    role.inline.put(input.required("PolicyName"), document);
    changed(role, context);
    return Map.of();
  }

  private Map<String, Object> get(Input input, Context context) {
    Role role = roles.visible(input.required("RoleName"), context.now());
    String name = input.required("PolicyName");
    String document = role.inline.get(name);
    if (document == null) {
      throw noPolicy(name);
    }
    return Output.of(
        "RoleName",
        role.name(),
        "PolicyName",
        name,
        "PolicyDocument",
        URLEncoder.encode(document, UTF_8).replace("+", "%20"));
  }

  private Map<String, Object> delete(Input input, Context context) {
    Role role = roles.visible(input.required("RoleName"), context.now());
    String name = input.required("PolicyName");
    if (role.inline.remove(name) == null) {
      throw noPolicy(name);
    }
    changed(role, context);
    return Map.of();
  }

  private Map<String, Object> list(Input input, Context context) {
    Role role = roles.visible(input.required("RoleName"), context.now());
    Page<String> page = IamErrors.PAGES.page(role.inline.keySet(), name -> name, input, context);
    return Output.of(
        "PolicyNames", page.items(), "IsTruncated", page.next().isPresent(), "Marker", page.next());
  }

  private static ServiceError noPolicy(String name) {
    return new ServiceError(
        "NoSuchEntity", 404, "The role policy with name " + name + " cannot be found.");
  }

  private static void changed(Role role, Context context) {
    context.effects().updated(RoleApi.KIND, role.arn(), Tags.resource(role.tags));
  }
}
