package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Page;
import dev.fedctl.sandbox.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What EKS offers: Kubernetes versions, add-ons and their versions. */
final class VersionApi {

  private static final Duration YEAR = Duration.ofDays(365);

  private final World world;
  private final AddonCatalog catalog;

  VersionApi(World world) {
    this.world = world;
    this.catalog = new AddonCatalog(world);
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("DescribeClusterVersions", this::clusterVersions);
    operations.put("DescribeAddonVersions", this::addonVersions);
    operations.put("DescribeAddonConfiguration", this::addonConfiguration);
  }

  private Map<String, Object> clusterVersions(Input input, Context context) {
    World.KubernetesVersions known = world.kubernetes();
    List<String> wanted = input.texts("clusterVersions");
    boolean defaultOnly = input.flag("defaultOnly").orElse(false);
    List<String> chosen =
        known.versions().stream()
            .filter(version -> wanted.isEmpty() || wanted.contains(version))
            .filter(version -> !defaultOnly || version.equals(known.standard()))
            .filter(
                version ->
                    input
                        .text("versionStatus")
                        .orElse("STANDARD_SUPPORT")
                        .equals("STANDARD_SUPPORT"))
            .toList();
    Page<String> page = EksErrors.PAGES.page(chosen, version -> version, input, context);
    return Output.of(
        "clusterVersions",
        page.items().stream().map(version -> shown(version, context.now())).toList(),
        "nextToken",
        page.next());
  }

  // The dates follow the sandbox's clock: in its world every version has just been released.
  private Map<String, Object> shown(String version, Instant now) {
    return Output.of(
        "clusterVersion",
        version,
        "clusterType",
        "eks",
        "defaultPlatformVersion",
        "eks.1",
        "defaultVersion",
        version.equals(world.kubernetes().standard()),
        "releaseDate",
        now.minus(Duration.ofDays(30)),
        "endOfStandardSupportDate",
        now.plus(YEAR),
        "endOfExtendedSupportDate",
        now.plus(YEAR).plus(YEAR),
        "status",
        "standard-support",
        "versionStatus",
        "STANDARD_SUPPORT",
        "kubernetesPatchVersion",
        version + ".0");
  }

  private Map<String, Object> addonVersions(Input input, Context context) {
    List<String> versions =
        input.text("kubernetesVersion").map(List::of).orElse(world.kubernetes().versions());
    Optional<String> name = input.text("addonName");
    List<AddonCatalog.Offer> offers =
        AddonCatalog.all().stream()
            .filter(offer -> name.isEmpty() || name.get().equals(offer.name()))
            .filter(
                offer ->
                    input.texts("types").isEmpty() || input.texts("types").contains(offer.type()))
            .filter(
                offer ->
                    versions.stream()
                        .filter(world.kubernetes().versions()::contains)
                        .anyMatch(version -> !catalog.versions(offer.name(), version).isEmpty()))
            .toList();
    Page<AddonCatalog.Offer> page =
        EksErrors.PAGES.page(offers, AddonCatalog.Offer::name, input, context);
    return Output.of(
        "addons",
        page.items().stream().map(offer -> shown(offer, versions)).toList(),
        "nextToken",
        page.next());
  }

  private Map<String, Object> shown(AddonCatalog.Offer offer, List<String> versions) {
    List<String> builds =
        versions.stream()
            .flatMap(version -> catalog.versions(offer.name(), version).stream())
            .distinct()
            .toList();
    return Output.of(
        "addonName", offer.name(),
        "type", offer.type(),
        "publisher", "eks",
        "owner", "aws",
        "addonVersions", builds.stream().map(build -> shown(offer, build, versions)).toList());
  }

  private Map<String, Object> shown(AddonCatalog.Offer offer, String build, List<String> versions) {
    List<Map<String, Object>> fits =
        versions.stream()
            .filter(version -> catalog.versions(offer.name(), version).contains(build))
            .map(
                version ->
                    Output.of(
                        "clusterVersion", version,
                        "platformVersions", List.of("*"),
                        "defaultVersion",
                            catalog.versions(offer.name(), version).getFirst().equals(build)))
            .toList();
    return Output.of(
        "addonVersion",
        build,
        "architecture",
        List.of("amd64", "arm64"),
        "computeTypes",
        List.of("ec2"),
        "compatibilities",
        fits,
        "requiresConfiguration",
        false,
        "requiresIamPermissions",
        offer.serviceAccount().isPresent());
  }

  private Map<String, Object> addonConfiguration(Input input, Context context) {
    String name = input.required("addonName");
    String version = input.required("addonVersion");
    AddonCatalog.Offer offer =
        AddonCatalog.offer(name)
            .filter(
                found ->
                    world.kubernetes().versions().stream()
                        .anyMatch(
                            kubernetes -> catalog.versions(name, kubernetes).contains(version)))
            .orElseThrow(
                () ->
                    EksErrors.notFound(
                        "No addon " + name + " of version " + version, Map.of("addonName", name)));
    return Output.of(
        "addonName",
        name,
        "addonVersion",
        version,
        "configurationSchema",
        "{\"type\":\"object\"}",
        "podIdentityConfiguration",
        offer
            .serviceAccount()
            .map(
                account ->
                    List.of(
                        Output.of(
                            "serviceAccount",
                            account,
                            "recommendedManagedPolicies",
                            catalog.policies(offer))))
            .orElse(List.of()));
  }
}
