package dev.fedctl.sandbox.aws.ec2;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Ids;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.aws.core.TokenMemory;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Launch templates, and their versions. */
final class LaunchTemplateApi {

  static final String KIND = "ec2:launch-template";

  private static final Filters<Resource<LaunchTemplate>> FILTERS =
      Filters.tagged(Map.of("launch-template-name", template -> List.of(template.facts().name())));
  private static final Set<String> LAUNCHED =
      Set.of("instance", "volume", "network-interface", "spot-instances-request");

  private final Ec2Regions regions;
  private final Ids ids;
  private final TokenMemory<Map<String, Object>> tokens = new TokenMemory<>();

  LaunchTemplateApi(Ec2Regions regions, Ids ids) {
    this.regions = regions;
    this.ids = ids;
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("CreateLaunchTemplate", this::create);
    operations.put("DescribeLaunchTemplates", this::describe);
    operations.put("DeleteLaunchTemplate", this::delete);
    operations.put("ModifyLaunchTemplate", this::modify);
    operations.put("CreateLaunchTemplateVersion", this::createVersion);
    operations.put("DescribeLaunchTemplateVersions", this::versions);
  }

  private Map<String, Object> create(Input input, Context context) {
    Ec2Region region = regions.of(context);
    String scope = context.region() + " CreateLaunchTemplate";
    var known = tokens.find(scope, input.text("ClientToken"), input.members(), context.now());
    if (known.isPresent()) {
      return replay(known.get());
    }
    String name = input.required("LaunchTemplateName");
    if (region.launchTemplateNamed(name).isPresent()) {
      throw new ServiceError(
          "InvalidLaunchTemplateName.AlreadyExistsException",
          400,
          "Launch template name already in use.");
    }
    Map<String, String> tags =
        TagSpecifications.of(input.structures("TagSpecifications"), "launch-template");
    Input data = input.structure("LaunchTemplateData").orElseThrow();
    check(data);
    LaunchTemplate template =
        new LaunchTemplate(name, context.now(), context.caller().principalArn());
    template.add(input.text("VersionDescription"), context.now(), data.members());
    String id = ids.ec2("lt");
    Resource<LaunchTemplate> made =
        Resource.of(id, "launch-template", tags, context.effects().visibleFrom(), template);
    region.launchTemplates.put(id, made);
    context.effects().created(KIND, id, Tags.resource(tags));
    Map<String, Object> output = Output.of("LaunchTemplate", shown(made));
    tokens.remember(scope, input.text("ClientToken"), input.members(), output, context.now());
    return output;
  }

  private static Map<String, Object> replay(TokenMemory.Remembered<Map<String, Object>> known) {
    if (!known.sameRequest()) {
      throw new ServiceError(
          "IdempotentParameterMismatch",
          400,
          "The client token was used before with other parameters");
    }
    return known.made();
  }

  private static void check(Input data) {
    for (Input specification : data.structures("TagSpecifications")) {
      String type = specification.text("ResourceType").orElse("");
      if (!LAUNCHED.contains(type)) {
        throw new ServiceError(
            "InvalidParameterValue",
            400,
            "'" + type + "' is not a valid taggable resource type for this operation.");
      }
    }
    if (data.members().isEmpty()) {
      throw new ServiceError(
          "MissingParameter", 400, "The request must contain the parameter LaunchTemplateData");
    }
  }

  private Map<String, Object> describe(Input input, Context context) {
    Ec2Region region = regions.of(context);
    List<String> wantedIds = input.texts("LaunchTemplateIds");
    List<String> names = input.texts("LaunchTemplateNames");
    for (String id : wantedIds) {
      found(region, Map.of("LaunchTemplateId", id), context);
    }
    for (String name : names) {
      found(region, Map.of("LaunchTemplateName", name), context);
    }
    List<Resource<LaunchTemplate>> chosen =
        region.launchTemplates.values().stream()
            .filter(template -> template.isVisible(context.now()))
            .filter(template -> wantedIds.isEmpty() || wantedIds.contains(template.id()))
            .filter(template -> names.isEmpty() || names.contains(template.facts().name()))
            .toList();
    return Listing.page(
        "LaunchTemplates",
        FILTERS.apply(input, context, chosen),
        Resource::id,
        LaunchTemplateApi::shown,
        input,
        context);
  }

  private Map<String, Object> delete(Input input, Context context) {
    Ec2Region region = regions.of(context);
    Resource<LaunchTemplate> template = found(region, input.members(), context);
    region.remove(template.id());
    context.effects().deleted(KIND, template.id(), Tags.resource(template.tags()));
    return Output.of("LaunchTemplate", shown(template));
  }

  private Map<String, Object> modify(Input input, Context context) {
    Resource<LaunchTemplate> template = found(regions.of(context), input.members(), context);
    String wanted =
        input
            .text("DefaultVersion")
            .orElseThrow(
                () ->
                    new ServiceError(
                        "MissingParameter",
                        400,
                        "The request must contain the parameter SetDefaultVersion"));
    template.facts().standard(version(template, wanted).number());
    context.effects().updated(KIND, template.id(), Tags.resource(template.tags()));
    return Output.of("LaunchTemplate", shown(template));
  }

  private Map<String, Object> createVersion(Input input, Context context) {
    String scope = context.region() + " CreateLaunchTemplateVersion";
    var known = tokens.find(scope, input.text("ClientToken"), input.members(), context.now());
    if (known.isPresent()) {
      return replay(known.get());
    }
    Resource<LaunchTemplate> template = found(regions.of(context), input.members(), context);
    Input data = input.structure("LaunchTemplateData").orElseThrow();
    check(data);
    Map<String, Object> merged = new LinkedHashMap<>();
    input
        .text("SourceVersion")
        .ifPresent(source -> merged.putAll(version(template, source).data()));
    merged.putAll(data.members());
    LaunchTemplate.Version made =
        template.facts().add(input.text("VersionDescription"), context.now(), merged);
    context.effects().updated(KIND, template.id(), Tags.resource(template.tags()));
    Map<String, Object> output = Output.of("LaunchTemplateVersion", shown(template, made));
    tokens.remember(scope, input.text("ClientToken"), input.members(), output, context.now());
    return output;
  }

  private Map<String, Object> versions(Input input, Context context) {
    Listing.size(input, 1, 200);
    Resource<LaunchTemplate> template = found(regions.of(context), input.members(), context);
    List<LaunchTemplate.Version> chosen = new ArrayList<>();
    input.texts("Versions").forEach(wanted -> chosen.add(version(template, wanted)));
    return Listing.page(
        "LaunchTemplateVersions",
        input.texts("Versions").isEmpty() ? template.facts().versions() : chosen,
        version -> "%019d".formatted(version.number()),
        version -> shown(template, version),
        input,
        context);
  }

  private static LaunchTemplate.Version version(Resource<LaunchTemplate> template, String wanted) {
    return template
        .facts()
        .version(wanted)
        .orElseThrow(
            () ->
                new ServiceError(
                    "InvalidLaunchTemplateId.VersionNotFound",
                    400,
                    "Could not find launch template version " + wanted));
  }

  private static Resource<LaunchTemplate> found(
      Ec2Region region, Map<String, Object> input, Context context) {
    Input wanted = new Input(input);
    if (wanted.has("LaunchTemplateId") == wanted.has("LaunchTemplateName")) {
      throw new ServiceError(
          "InvalidParameterCombination",
          400,
          "Exactly one of launch template id and name must be given");
    }
    if (wanted.has("LaunchTemplateId")) {
      String id = wanted.required("LaunchTemplateId");
      return region
          .launchTemplate(id)
          .filter(template -> template.isVisible(context.now()))
          .orElseThrow(
              () ->
                  new ServiceError(
                      "InvalidLaunchTemplateId.NotFound",
                      400,
                      "The specified launch template, with template ID "
                          + id
                          + ", does not exist."));
    }
    String name = wanted.required("LaunchTemplateName");
    return region
        .launchTemplateNamed(name)
        .filter(template -> template.isVisible(context.now()))
        .orElseThrow(
            () ->
                new ServiceError(
                    "InvalidLaunchTemplateName.NotFoundException",
                    400,
                    "The specified launch template, with template name "
                        + name
                        + ", does not exist."));
  }

  private static Map<String, Object> shown(Resource<LaunchTemplate> template) {
    return Output.of(
        "LaunchTemplateId", template.id(),
        "LaunchTemplateName", template.facts().name(),
        "CreateTime", template.facts().createdAt(),
        "CreatedBy", template.facts().createdBy(),
        "DefaultVersionNumber", template.facts().standard(),
        "LatestVersionNumber", template.facts().latest(),
        "Tags", Tags.list(template.tags()));
  }

  private static Map<String, Object> shown(
      Resource<LaunchTemplate> template, LaunchTemplate.Version version) {
    return Output.of(
        "LaunchTemplateId", template.id(),
        "LaunchTemplateName", template.facts().name(),
        "VersionNumber", version.number(),
        "VersionDescription", version.description(),
        "CreateTime", version.createdAt(),
        "CreatedBy", template.facts().createdBy(),
        "DefaultVersion", version.number() == template.facts().standard(),
        "LaunchTemplateData", version.data());
  }
}
