package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Page;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.aws.core.TokenMemory;
import dev.fedctl.sandbox.delay.DelayKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Add-ons of clusters. */
final class AddonApi {

  static final String KIND = "eks:Addon";

  private final Eks eks;
  private final Updates updates;
  private final AddonCatalog catalog;
  private final TokenMemory<String> tokens = new TokenMemory<>();

  AddonApi(Eks eks, Updates updates) {
    this.eks = eks;
    this.updates = updates;
    this.catalog = new AddonCatalog(eks.world());
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("CreateAddon", this::create);
    operations.put("DescribeAddon", this::describe);
    operations.put("ListAddons", this::list);
    operations.put("UpdateAddon", this::update);
    operations.put("DeleteAddon", this::delete);
  }

  private Map<String, Object> create(Input input, Context context) {
    Cluster cluster = eks.clusters().active(input.required("clusterName"), context);
    String name = input.required("addonName");
    String scope = cluster.birth().arn() + " CreateAddon";
    Addon present = cluster.addons.get(name);
    if (present != null) {
      boolean same =
          tokens
              .find(scope, input.text("clientRequestToken"), input.members(), context.now())
              .filter(TokenMemory.Remembered::sameRequest)
              .filter(known -> known.made().equals(present.birth().arn()))
              .isPresent();
      if (!same) {
        throw EksErrors.inUse(
            "Addon already exists.", Map.of("clusterName", cluster.name(), "addonName", name));
      }
      return Output.of("addon", shown(present, cluster, context.now()));
    }
    String kubernetes = cluster.birth().version();
    AddonCatalog.Offer offer =
        AddonCatalog.offer(name)
            .filter(found -> !catalog.versions(name, kubernetes).isEmpty())
            .orElseThrow(
                () ->
                    EksErrors.parameter(
                        "Addon %s specified is not supported in %s kubernetes version"
                            .formatted(name, kubernetes)));
    String version = version(input, name, kubernetes).orElse(defaultVersion(name, kubernetes));
    checkConfiguration(input);
    List<PodIdentity> identities = identities().made(input, cluster, context, name);
    Addon addon = made(input, context, cluster, offer, version, identities);
    tokens.remember(
        scope,
        input.text("clientRequestToken"),
        input.members(),
        addon.birth().arn(),
        context.now());
    return Output.of("addon", shown(addon, cluster, context.now()));
  }

  private Addon made(
      Input input,
      Context context,
      Cluster cluster,
      AddonCatalog.Offer offer,
      String version,
      List<PodIdentity> identities) {
    Addon addon =
        new Addon(
            new Addon.Birth(
                offer.name(),
                arn(cluster, offer.name(), context),
                context.now(),
                context.effects().visibleFrom(),
                takes(cluster, offer.name(), context),
                context.effects().outcome(),
                offer.needsNodes(),
                input.text("serviceAccountRoleArn")),
            version,
            input.text("configurationValues"));
    addon.tags.putAll(input.textMap("tags"));
    cluster.addons.put(offer.name(), addon);
    context.effects().created(KIND, addon.birth().arn(), Tags.resource(addon.tags));
    AddonIdentities.born(addon, identities, cluster, context);
    return addon;
  }

  private String arn(Cluster cluster, String name, Context context) {
    return context.arn("eks", "addon/%s/%s/%s".formatted(cluster.name(), name, eks.ids().uuid()));
  }

  private static Duration takes(Cluster cluster, String name, Context context) {
    return context.effects().delay(DelayKind.ADDON_CREATE, cluster.name() + "/" + name);
  }

  private Optional<String> version(Input input, String addon, String kubernetes) {
    Optional<String> wanted = input.text("addonVersion");
    if (wanted.isPresent() && !catalog.versions(addon, kubernetes).contains(wanted.get())) {
      throw EksErrors.parameter("Addon version specified is not supported");
    }
    return wanted;
  }

  private String defaultVersion(String addon, String kubernetes) {
    return catalog.versions(addon, kubernetes).getFirst();
  }

  private AddonIdentities identities() {
    return new AddonIdentities(eks);
  }

  private static void checkConfiguration(Input input) {
    if (!ConfigurationValues.isObject(input.text("configurationValues").orElse("{}"))) {
      throw EksErrors.parameter(
          "ConfigurationValue provided in request is not supported: it must be a JSON or YAML"
              + " object");
    }
  }

  private static Addon visible(Cluster cluster, String name, Context context) {
    return Optional.ofNullable(cluster.addons.get(name))
        .filter(addon -> addon.isVisible(context.now()))
        .orElseThrow(
            () ->
                EksErrors.notFound(
                    "No addon: " + name + " found in cluster: " + cluster.name(),
                    Map.of("clusterName", cluster.name(), "addonName", name)));
  }

  private Map<String, Object> describe(Input input, Context context) {
    Cluster cluster = eks.clusters().visible(input.required("clusterName"), context);
    Addon addon = visible(cluster, input.required("addonName"), context);
    context.effects().observed(addon.status(cluster, context.now()), Tags.resource(addon.tags));
    return Output.of("addon", shown(addon, cluster, context.now()));
  }

  private Map<String, Object> list(Input input, Context context) {
    Cluster cluster = eks.clusters().visible(input.required("clusterName"), context);
    Page<String> page =
        EksErrors.PAGES.page(
            cluster.addons.values().stream()
                .filter(addon -> addon.isVisible(context.now()))
                .map(addon -> addon.birth().name())
                .toList(),
            name -> name,
            input,
            context);
    return Output.of("addons", page.items(), "nextToken", page.next());
  }

  private Map<String, Object> update(Input input, Context context) {
    Cluster cluster = eks.clusters().active(input.required("clusterName"), context);
    Addon addon = visible(cluster, input.required("addonName"), context);
    Updates.Target target = new Updates.Target(cluster, "addon/" + addon.birth().name());
    Optional<Map<String, Object>> again = updates.again(target, input, context);
    if (again.isPresent()) {
      return again.get();
    }
    updates.checkIdle(target, context);
    String status = addon.status(cluster, context.now());
    if (!status.equals("ACTIVE") && !status.equals("DEGRADED")) {
      throw EksErrors.inUse(
          "Addon " + addon.birth().name() + " cannot be updated as it is currently in " + status,
          Map.of("clusterName", cluster.name(), "addonName", addon.birth().name()));
    }
    checkConfiguration(input);
    String version =
        version(input, addon.birth().name(), cluster.birth().version()).orElse(addon.version());
    identities().replace(addon, input, cluster, context);
    cluster.keepPast(context.now());
    Duration takes = takes(cluster, addon.birth().name(), context);
    addon.update(
        version, input.text("configurationValues").or(addon::configuration), context.now(), takes);
    context.effects().updated(KIND, addon.birth().arn(), Tags.resource(addon.tags));
    List<Updates.Parameter> parameters = new ArrayList<>();
    input
        .text("addonVersion")
        .ifPresent(value -> parameters.add(new Updates.Parameter("AddonVersion", value)));
    input
        .text("configurationValues")
        .ifPresent(value -> parameters.add(new Updates.Parameter("ConfigurationValues", value)));
    return updates.start(target, "AddonUpdate", parameters, takes, input, context);
  }

  private Map<String, Object> delete(Input input, Context context) {
    Cluster cluster = eks.clusters().visible(input.required("clusterName"), context);
    Addon addon = visible(cluster, input.required("addonName"), context);
    String name = addon.birth().name();
    if (!addon.isDeleting()) {
      cluster.keepPast(context.now());
      addon.startDeleting();
      Instant gone =
          context
              .now()
              .plus(context.effects().delay(DelayKind.ADDON_DELETE, cluster.name() + "/" + name));
      eks.later()
          .at(
              gone,
              () -> {
                cluster.keepPast(gone);
                cluster.addons.remove(name, addon);
                AddonIdentities.of(addon, cluster)
                    .forEach(identity -> cluster.podIdentities.remove(identity.id()));
              });
      context.effects().deleted(KIND, addon.birth().arn(), Tags.resource(addon.tags));
      AddonIdentities.of(addon, cluster).forEach(identity -> Resources.gone(identity, context));
    }
    return Output.of("addon", shown(addon, cluster, context.now()));
  }

  private static Map<String, Object> shown(Addon addon, Cluster cluster, Instant now) {
    List<Map<String, Object>> issues =
        addon
            .issue(cluster, now)
            .map(
                issue ->
                    List.of(
                        Output.of(
                            "code", issue.code(),
                            "message", issue.message(),
                            "resourceIds", List.of())))
            .orElse(List.of());
    return Output.of(
        "addonName", addon.birth().name(),
        "clusterName", cluster.name(),
        "status", addon.status(cluster, now),
        "addonVersion", addon.version(),
        "health", Output.of("issues", issues),
        "addonArn", addon.birth().arn(),
        "createdAt", addon.birth().createdAt(),
        "modifiedAt", addon.modifiedAt(),
        "serviceAccountRoleArn", addon.birth().serviceAccountRoleArn(),
        "tags", addon.tags,
        "configurationValues", addon.configuration(),
        "podIdentityAssociations",
            AddonIdentities.of(addon, cluster).stream().map(PodIdentity::arn).toList());
  }
}
