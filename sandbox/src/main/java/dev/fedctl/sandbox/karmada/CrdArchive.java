package dev.fedctl.sandbox.karmada;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The sandbox's own archive of Karmada's resource definitions, laid out as the release's
 * crds.tar.gz: {@code crds/bases/<group>/…yaml} and {@code crds/patches/…yaml}. Names, scopes,
 * versions and conversion are those of Karmada 1.18; schemas say only what the sandbox models. The
 * same program makes the same bytes.
 */
public final class CrdArchive {

  /** Where a release's archive would be. */
  public static final String PATH = "/karmada/v1.18.2/crds.tar.gz";

  private record Definition(
      String group,
      String plural,
      String kind,
      boolean namespaced,
      boolean status,
      List<String> shortNames,
      List<String> versions) {}

  private static final YAMLMapper YAML =
      YAMLMapper.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build();

  // After what build() uses.
  private static final byte[] BYTES = build();

  private CrdArchive() {}

  public static byte[] bytes() {
    return BYTES.clone();
  }

  /** Of the bytes, 64 hex digits. */
  public static String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static List<Definition> definitions() {
    String policy = "policy.karmada.io";
    String work = "work.karmada.io";
    List<String> one = List.of("v1alpha1");
    List<String> two = List.of("v1alpha1", "v1alpha2");
    return List.of(
        cluster("apps.karmada.io", "WorkloadRebalancer", true, List.of(), one),
        spaced("autoscaling.karmada.io", "CronFederatedHPA", true, List.of("cronfhpa"), one),
        spaced("autoscaling.karmada.io", "FederatedHPA", true, List.of("fhpa"), one),
        cluster(
            "config.karmada.io", "ResourceInterpreterCustomization", false, List.of("ric"), one),
        cluster(
            "config.karmada.io", "ResourceInterpreterWebhookConfiguration", false, List.of(), one),
        spaced("multicluster.x-k8s.io", "ServiceExport", true, List.of("svcex"), one),
        spaced("multicluster.x-k8s.io", "ServiceImport", true, List.of("svcim"), one),
        spaced("networking.karmada.io", "MultiClusterIngress", true, List.of("mci"), one),
        spaced("networking.karmada.io", "MultiClusterService", true, List.of("mcs"), one),
        cluster(policy, "ClusterOverridePolicy", false, List.of("cop"), one),
        cluster(policy, "ClusterPropagationPolicy", false, List.of("cpp"), one),
        cluster(policy, "ClusterTaintPolicy", false, List.of(), one),
        spaced(policy, "FederatedResourceQuota", true, List.of("frq"), one),
        spaced(policy, "OverridePolicy", false, List.of("op"), one),
        spaced(policy, "PropagationPolicy", false, List.of("pp"), one),
        cluster("remedy.karmada.io", "Remedy", true, List.of(), one),
        cluster(work, "ClusterResourceBinding", true, List.of("crb"), two),
        spaced(work, "ResourceBinding", true, List.of("rb"), two),
        spaced(work, "Work", true, List.of("wk"), one));
  }

  private static Definition cluster(
      String group, String kind, boolean status, List<String> shortNames, List<String> versions) {
    return new Definition(group, plural(kind), kind, false, status, shortNames, versions);
  }

  private static Definition spaced(
      String group, String kind, boolean status, List<String> shortNames, List<String> versions) {
    return new Definition(group, plural(kind), kind, true, status, shortNames, versions);
  }

  private static String plural(String kind) {
    String name = kind.toLowerCase(Locale.ROOT);
    if (name.endsWith("policy") || name.endsWith("remedy")) {
      return name.substring(0, name.length() - 1) + "ies";
    }
    return name.endsWith("ingress") ? name + "es" : name + "s";
  }

  private static byte[] build() {
    TarGz archive = new TarGz();
    for (Definition definition : definitions()) {
      String folder = definition.group().substring(0, definition.group().indexOf('.'));
      archive.add(
          "crds/bases/" + folder + "/" + definition.group() + "_" + definition.plural() + ".yaml",
          yaml(base(definition)));
      if (definition.versions().size() > 1) {
        archive.add(
            "crds/patches/webhook_in_" + definition.plural() + ".yaml",
            conversion(definition).getBytes(UTF_8));
      }
    }
    return archive.bytes();
  }

  private static byte[] yaml(ObjectNode object) {
    try {
      return YAML.writeValueAsBytes(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode base(Definition definition) {
    ObjectNode object = Trees.object();
    object.put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "CustomResourceDefinition");
    object.putObject("metadata").put("name", definition.plural() + "." + definition.group());
    ObjectNode spec = object.putObject("spec");
    spec.put("group", definition.group());
    ObjectNode names = spec.putObject("names");
    names.put("kind", definition.kind()).put("listKind", definition.kind() + "List");
    names.put("plural", definition.plural());
    names.put("singular", definition.kind().toLowerCase(Locale.ROOT));
    if (!definition.shortNames().isEmpty()) {
      ArrayNode list = names.putArray("shortNames");
      definition.shortNames().forEach(list::add);
    }
    spec.put("scope", definition.namespaced() ? "Namespaced" : "Cluster");
    ArrayNode versions = spec.putArray("versions");
    for (String name : definition.versions()) {
      ObjectNode version = versions.addObject();
      version.put("name", name).put("served", true);
      version.put("storage", name.equals(definition.versions().getLast()));
      version.putObject("schema").set("openAPIV3Schema", CrdSchemas.of(definition.kind()));
      if (definition.status()) {
        version.putObject("subresources").putObject("status");
      }
    }
    return object;
  }

  /** Placeholders as in the release: the installer fills them in. */
  private static String conversion(Definition definition) {
    return """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: %s.%s
        spec:
          conversion:
            strategy: Webhook
            webhook:
              clientConfig:
                url: "https://{{name}}.{{namespace}}.svc:443/convert"
                caBundle: "{{caBundle}}"
              conversionReviewVersions: ["v1"]
        """
        .formatted(definition.plural(), definition.group());
  }
}
