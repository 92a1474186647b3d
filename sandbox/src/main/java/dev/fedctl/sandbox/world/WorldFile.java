package dev.fedctl.sandbox.world;

import dev.fedctl.sandbox.setup.InvalidSetupException;
import dev.fedctl.sandbox.setup.Members;
import dev.fedctl.sandbox.setup.Value;
import dev.fedctl.sandbox.world.InstanceTypes.InstanceType;
import dev.fedctl.sandbox.world.World.AddonVersions;
import dev.fedctl.sandbox.world.World.KubernetesVersions;
import dev.fedctl.sandbox.world.World.Principal;
import dev.fedctl.sandbox.world.World.Region;
import dev.fedctl.sandbox.world.World.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a world file; {@code docs/sandbox.md} describes it. */
public final class WorldFile {

  private WorldFile() {}

  /**
   * @throws InvalidSetupException when there is no such file, or it is not a world
   */
  public static World read(Path file) {
    return world(Value.read(file));
  }

  /**
   * @param name what messages call the text
   * @throws InvalidSetupException when it is not a world
   */
  public static World read(String name, String text) {
    return world(Value.read(name, text));
  }

  private static World world(Value root) {
    Members world =
        root.members(
            "account",
            "credentials",
            "regions",
            "roles",
            "kubernetes",
            "addons",
            "instanceTypes",
            "storageClasses",
            "quotas",
            "leftBehind");
    String account = world.optional("account").map(Forms::account).orElse(World.ACCOUNT);
    KubernetesVersions kubernetes =
        world.optional("kubernetes").map(WorldFile::kubernetes).orElse(StandardWorld.KUBERNETES);
    List<InstanceType> types =
        world.optional("instanceTypes").isPresent()
            ? world.named("instanceTypes", WorldFile::instanceType, InstanceType::name)
            : InstanceTypes.all();
    List<Region> regions = regions(world.required("regions"), kubernetes, types);
    Partition partition = Partition.of(regions.getFirst().name());
    List<Principal> principals =
        world.named("credentials", WorldFile::principal, Principal::accessKeyId);
    if (principals.isEmpty()) {
      principals = List.of(StandardWorld.worker(partition, account));
    }
    return new World(
        account,
        principals,
        regions,
        roles(world, principals, account),
        kubernetes,
        new AddonVersions(
            world.optional("addons").map(value -> addons(value, kubernetes)).orElse(Map.of())),
        types,
        world.named("storageClasses", WorldFile::storageClass, Foreign.StorageClass::name),
        world.optional("quotas").map(WorldFile::quotas).orElseGet(Quotas::none),
        world.list("leftBehind", WorldFile::leftBehind));
  }

  private static LeftBehind leftBehind(Value value) {
    Members members = value.members("cluster", "things");
    Value cluster = members.required("cluster");
    String name = cluster.text().equals(LeftBehind.ANY) ? LeftBehind.ANY : Forms.name(cluster);
    String[] words =
        Arrays.stream(LeftBehind.Thing.values()).map(LeftBehind.Thing::word).toArray(String[]::new);
    List<String> named = members.list("things", thing -> thing.oneOf(words));
    if (named.isEmpty()) {
      throw value.refused("names no things", "some of: " + String.join(", ", words));
    }
    return new LeftBehind(
        name,
        Arrays.stream(LeftBehind.Thing.values())
            .filter(thing -> named.contains(thing.word()))
            .collect(Collectors.toSet()));
  }

  private static List<Region> regions(
      Value value, KubernetesVersions kubernetes, List<InstanceType> types) {
    List<Region> regions = new ArrayList<>();
    RegionReader reader = new RegionReader(kubernetes, types);
    for (Value item : value.items()) {
      Region region = reader.read(item);
      if (!regions.isEmpty()
          && Partition.of(region.name()) != Partition.of(regions.getFirst().name())) {
        throw item.refused(
            "region " + region.name() + " is in another partition than the first one",
            "an account lives in one partition");
      }
      if (regions.stream().anyMatch(other -> other.name().equals(region.name()))) {
        throw item.refused("region " + region.name() + " stands twice", "a region stands once");
      }
      regions.add(region);
    }
    if (regions.isEmpty()) {
      throw value.refused("found no region", "one at least is wanted");
    }
    return regions;
  }

  private static Principal principal(Value value) {
    Members members =
        value.members(
            "accessKeyId", "secretAccessKey", "sessionToken", "principal", "iamArn", "expired");
    String principal = Forms.arn(members.required("principal"));
    return new Principal(
        Forms.name(members.required("accessKeyId")),
        members.required("secretAccessKey").text(),
        members.optional("sessionToken").map(Value::text),
        principal,
        members.optional("iamArn").map(Forms::arn).orElse(principal),
        members.flag("expired", false));
  }

  /** The roles of the file, and those behind the credentials. */
  private static List<Role> roles(Members world, List<Principal> principals, String account) {
    List<Role> roles = new ArrayList<>();
    Set<String> names = new HashSet<>();
    world
        .optional("roles")
        .ifPresent(
            value -> {
              for (Value item : value.items()) {
                Role role = role(item, account);
                if (!names.add(role.name())) {
                  throw item.refused("role " + role.name() + " stands twice", "a role stands once");
                }
                roles.add(role);
              }
            });
    for (Principal principal : principals) {
      if (principal.iamArn().contains(":role/")) {
        Role role = Role.ofArn(principal.iamArn());
        if (names.add(role.name())) {
          roles.add(role);
        }
      }
    }
    return roles;
  }

  private static Role role(Value value, String account) {
    Members members = value.members("name", "path", "trust", "managedPolicies", "tags");
    String path = members.optional("path").map(Forms::path).orElse("/");
    Role plain =
        Role.ofArn(
            "arn:aws:iam::" + account + ":role" + path + Forms.name(members.required("name")));
    return new Role(
        plain.name(),
        path,
        members.optional("trust").map(WorldFile::trust).orElse(plain.trust()),
        members.list("managedPolicies", Value::text),
        members.texts("tags"));
  }

  private static String trust(Value value) {
    String text = value.text();
    if (!text.stripLeading().startsWith("{") || !text.contains("\"Statement\"")) {
      throw value.refused("is no policy document", "JSON with a Statement is wanted");
    }
    return text;
  }

  private static KubernetesVersions kubernetes(Value value) {
    Members members = value.members("versions", "default");
    List<String> versions = members.list("versions", Forms::kubernetesVersion);
    String standard = Forms.kubernetesVersion(members.required("default"));
    if (!versions.contains(standard)) {
      throw members
          .required("default")
          .refused("found \"" + standard + "\"", "one of: " + String.join(", ", versions));
    }
    return new KubernetesVersions(versions, standard);
  }

  private static Map<String, Map<String, List<String>>> addons(
      Value value, KubernetesVersions kubernetes) {
    Map<String, Map<String, List<String>>> addons = new LinkedHashMap<>();
    value
        .entries()
        .forEach(
            (addon, versions) -> {
              Map<String, List<String>> byVersion = new LinkedHashMap<>();
              versions
                  .entries()
                  .forEach(
                      (version, builds) -> {
                        if (!kubernetes.versions().contains(version)) {
                          throw builds.refused(
                              "is no Kubernetes version of this world",
                              "one of: " + String.join(", ", kubernetes.versions()));
                        }
                        byVersion.put(version, builds.items().stream().map(Value::text).toList());
                      });
              addons.put(addon, byVersion);
            });
    return addons;
  }

  private static InstanceType instanceType(Value value) {
    Members members =
        value.members(
            "name", "vcpus", "memoryMiB", "architecture", "hypervisor", "currentGeneration");
    return new InstanceType(
        Forms.name(members.required("name")),
        members.required("vcpus").whole(1),
        members.required("memoryMiB").whole(1),
        members.required("architecture").oneOf("x86_64", "arm64"),
        members.optional("hypervisor").map(kind -> kind.oneOf("nitro", "xen")).orElse("nitro"),
        members.flag("currentGeneration", true));
  }

  private static Foreign.StorageClass storageClass(Value value) {
    Members members = value.members("name", "provisioner", "annotations");
    return new Foreign.StorageClass(
        Forms.objectName(members.required("name")),
        members.optional("provisioner").map(Forms::objectName).orElse("ebs.csi.aws.com"),
        members.texts("annotations"));
  }

  private static Quotas quotas(Value value) {
    Members members = value.members("clustersPerRegion", "nodeGroupsPerCluster", "roles");
    return new Quotas(
        limit(members, "clustersPerRegion"),
        limit(members, "nodeGroupsPerCluster"),
        limit(members, "roles"));
  }

  private static Optional<Integer> limit(Members members, String name) {
    return members.optional(name).map(value -> value.whole(0));
  }
}
