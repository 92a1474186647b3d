package dev.fedctl.sandbox.aws.iam;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Ids;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Page;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.world.Quotas;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Roles themselves: made, found, tagged, deleted. */
final class RoleApi {

  static final String KIND = "iam:Role";
  private static final int MAX_TAGS = 50;

  private final RoleStore roles;
  private final Ids ids;
  private final Quotas quotas;

  RoleApi(RoleStore roles, Ids ids, Quotas quotas) {
    this.roles = roles;
    this.quotas = quotas;
    this.ids = ids;
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("CreateRole", this::create);
    operations.put("GetRole", this::get);
    operations.put("ListRoles", this::list);
    operations.put("DeleteRole", this::delete);
    operations.put("UpdateAssumeRolePolicy", this::updateTrust);
    operations.put("TagRole", this::tag);
    operations.put("UntagRole", this::untag);
    operations.put("ListRoleTags", this::listTags);
    operations.put("ListInstanceProfilesForRole", this::listInstanceProfiles);
  }

  private Map<String, Object> create(Input input, Context context) {
    String name = input.required("RoleName");
    TrustPolicy trust = TrustPolicy.parse(input.required("AssumeRolePolicyDocument"));
    Map<String, String> tags = checkedTags(input.structures("Tags"), Map.of());
    if (roles.isTaken(name)) {
      throw new ServiceError(
          "EntityAlreadyExists", 409, "Role with name " + name + " already exists.");
    }
    if (Quotas.isReached(quotas.roles(), roles.all().size())) {
      throw new ServiceError(
          "LimitExceeded",
          409,
          "Cannot exceed quota for RolesPerAccount: " + quotas.roles().orElse(0));
    }
    String path = input.text("Path").orElse("/");
    Instant visible = context.effects().visibleFrom();
    Role role =
        new Role(
            context.globalArn("iam", "role" + path + name),
            name,
            path,
            "AROA" + ids.upperHex(17),
            trust,
            input.text("Description"),
            input.number("MaxSessionDuration").orElse(3600),
            context.now(),
            visible,
            visible.plus(context.effects().delay(DelayKind.ROLE_VISIBLE, name)));
    role.tags.putAll(tags);
    roles.add(role);
    context.effects().created(KIND, role.arn(), Tags.resource(role.tags));
    return Output.of("Role", shown(role));
  }

  private Map<String, Object> get(Input input, Context context) {
    Role role = roles.visible(input.required("RoleName"), context.now());
    context
        .effects()
        .observed(
            role.isEffective(context.now()) ? "EFFECTIVE" : "PROPAGATING",
            Tags.resource(role.tags));
    return Output.of("Role", shown(role));
  }

  private Map<String, Object> list(Input input, Context context) {
    String prefix = input.text("PathPrefix").orElse("/");
    List<Role> matching =
        roles.all().stream()
            .filter(role -> role.isVisible(context.now()) && role.path().startsWith(prefix))
            .toList();
    Page<Role> page = IamErrors.PAGES.page(matching, Role::name, input, context);
    // As in reality, the listing leaves tags out.
    return Output.of(
        "Roles",
        page.items().stream().map(role -> facts(role)).toList(),
        "IsTruncated",
        page.next().isPresent(),
        "Marker",
        page.next());
  }

  private Map<String, Object> delete(Input input, Context context) {
    Role role = roles.visible(input.required("RoleName"), context.now());
    if (!role.instanceProfiles.isEmpty()) {
      throw new ServiceError(
          "DeleteConflict",
          409,
          "Cannot delete entity, must remove roles from instance profile first.");
    }
    if (!role.attached.isEmpty()) {
      throw new ServiceError(
          "DeleteConflict", 409, "Cannot delete entity, must detach all policies first.");
    }
    if (!role.inline.isEmpty()) {
      throw new ServiceError(
          "DeleteConflict", 409, "Cannot delete entity, must delete policies first.");
    }
    roles.remove(role);
    context.effects().deleted(KIND, role.arn(), Tags.resource(role.tags));
    return Map.of();
  }

  private Map<String, Object> updateTrust(Input input, Context context) {
    Role role = roles.visible(input.required("RoleName"), context.now());
    role.trust(TrustPolicy.parse(input.required("PolicyDocument")));
    context.effects().updated(KIND, role.arn(), Tags.resource(role.tags));
    return Map.of();
  }

  private Map<String, Object> tag(Input input, Context context) {
    Role role = roles.visible(input.required("RoleName"), context.now());
    role.tags.putAll(checkedTags(input.structures("Tags"), role.tags));
    context.effects().updated(KIND, role.arn(), Tags.resource(role.tags));
    return Map.of();
  }

  private Map<String, Object> untag(Input input, Context context) {
    Role role = roles.visible(input.required("RoleName"), context.now());
    role.tags.keySet().removeAll(Set.copyOf(input.texts("TagKeys")));
    context.effects().updated(KIND, role.arn(), Tags.resource(role.tags));
    return Map.of();
  }

  private Map<String, Object> listTags(Input input, Context context) {
    Role role = roles.visible(input.required("RoleName"), context.now());
    Page<Map.Entry<String, String>> page =
        IamErrors.PAGES.page(role.tags.entrySet(), Map.Entry::getKey, input, context);
    return Output.of(
        "Tags",
        page.items().stream()
            .map(tag -> Output.of("Key", tag.getKey(), "Value", tag.getValue()))
            .toList(),
        "IsTruncated",
        page.next().isPresent(),
        "Marker",
        page.next());
  }

  private Map<String, Object> listInstanceProfiles(Input input, Context context) {
    Role role = roles.visible(input.required("RoleName"), context.now());
    Page<Map.Entry<String, Instant>> page =
        IamErrors.PAGES.page(role.instanceProfiles.entrySet(), Map.Entry::getKey, input, context);
    return Output.of(
        "InstanceProfiles",
        page.items().stream()
            .map(
                profile ->
                    Output.of(
                        "Path",
                        "/",
                        "InstanceProfileName",
                        profile.getKey(),
                        "InstanceProfileId",
                        "AIPA" + role.id().substring(4),
                        "Arn",
                        role.arn().replaceFirst("role/.*", "instance-profile/" + profile.getKey()),
                        "CreateDate",
                        profile.getValue(),
                        "Roles",
                        List.of(facts(role))))
            .toList(),
        "IsTruncated",
        page.next().isPresent(),
        "Marker",
        page.next());
  }

  private static Map<String, String> checkedTags(List<Input> sent, Map<String, String> present) {
    Set<String> keys = new HashSet<>();
    for (Input tag : sent) {
      String key = tag.required("Key");
      if (!keys.add(key.toLowerCase(Locale.ROOT))) {
        throw new ServiceError(
            "InvalidInput",
            400,
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
      if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
        throw new ServiceError(
            "InvalidInput", 400, "Tag keys starting with aws: are reserved for internal use.");
      }
    }
    Map<String, String> tags = Tags.map(sent);
    Set<String> all = new HashSet<>(present.keySet());
    all.addAll(tags.keySet());
    if (all.size() > MAX_TAGS) {
      throw new ServiceError(
          "LimitExceeded", 409, "The number of tags has reached the maximum limit.");
    }
    return tags;
  }

  private static Map<String, Object> shown(Role role) {
    Map<String, Object> shown = facts(role);
    if (!role.tags.isEmpty()) {
      shown.put("Tags", Tags.list(role.tags));
    }
    return shown;
  }

  private static Map<String, Object> facts(Role role) {
    return Output.of(
        "Path",
        role.path(),
        "RoleName",
        role.name(),
        "RoleId",
        role.id(),
        "Arn",
        role.arn(),
        "CreateDate",
        role.createdAt(),
        "AssumeRolePolicyDocument",
        URLEncoder.encode(role.trust().document(), UTF_8).replace("+", "%20"),
        "Description",
        role.description(),
        "MaxSessionDuration",
        role.maxSessionSeconds());
  }
}
