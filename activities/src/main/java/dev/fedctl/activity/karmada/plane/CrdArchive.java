package dev.fedctl.activity.karmada.plane;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Karmada's archive of CustomResourceDefinitions: {@code crds/bases/…} holds them, {@code
 * crds/patches/…} what is to be laid over two of them (the conversion webhook), with {@code
 * {{caBundle}}} to be filled in.
 *
 * @param bases by path
 * @param patches by path
 */
public record CrdArchive(Map<String, String> bases, Map<String, String> patches) {

  /** Karmada's archive unpacks to less than 3 MB; this much is a mistake or an attack. */
  private static final int LARGEST = 64 << 20;

  /** Reads a gzipped tar. Fails with IOException when it is none, or holds no definitions. */
  public static CrdArchive read(byte[] archive) throws IOException {
    Map<String, String> bases = new TreeMap<>();
    Map<String, String> patches = new TreeMap<>();
    int size = 0;
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GzipCompressorInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = entry.getName();
        if (!entry.isFile() || !name.endsWith(".yaml")) {
          continue;
        }
        byte[] content = tar.readNBytes(LARGEST - size + 1);
        size += content.length;
        if (size > LARGEST) {
          throw new IOException("the archive is too large");
        }
        if (name.contains("/bases/")) {
          bases.put(name, new String(content, UTF_8));
        } else if (name.contains("/patches/")) {
          patches.put(name, new String(content, UTF_8));
        }
      }
    }
    if (bases.isEmpty()) {
      throw new IOException("the archive holds no crds/bases/*.yaml");
    }
    return new CrdArchive(bases, patches);
  }

  /** The definitions with their patches, each in one document, so that one manager owns both. */
  public List<GenericKubernetesResource> definitions(Registration registration) {
    Map<String, Map<String, Object>> overlays = new LinkedHashMap<>();
    for (String patch : patches.values()) {
      String filled =
          patch
              .replace("{{caBundle}}", registration.caBundle())
              .replace("{{name}}", "karmada")
              .replace("{{namespace}}", registration.namespace());
      for (Map<String, Object> document : documents(filled)) {
        overlays.put(name(document), document);
      }
    }
    List<GenericKubernetesResource> definitions = new ArrayList<>();
    for (String base : bases.values()) {
      for (Map<String, Object> document : documents(base)) {
        Map<String, Object> overlay = overlays.get(name(document));
        Map<String, Object> whole = overlay == null ? document : merged(document, overlay);
        whole.remove("status");
        definitions.add(
            Serialization.unmarshal(Serialization.asJson(whole), GenericKubernetesResource.class));
      }
    }
    return definitions;
  }

  @SuppressWarnings("unchecked") // A YAML mapping is read as this type.
  private static List<Map<String, Object>> documents(String yaml) {
    List<Map<String, Object>> documents = new ArrayList<>();
    for (String part : yaml.split("(?m)^---\\s*$")) {
      Map<String, Object> document = Serialization.unmarshal(part, Map.class);
      if (document != null && !document.isEmpty()) {
        documents.add(document);
      }
    }
    return documents;
  }

  private static String name(Map<String, Object> document) {
    return document.get("metadata") instanceof Map<?, ?> metadata
        ? String.valueOf(metadata.get("name"))
        : "";
  }

  /** Mappings are merged, all else is replaced: what a merge patch does. */
  @SuppressWarnings("unchecked") // Both are mappings of YAML, whose keys here are strings.
  private static Map<String, Object> merged(Map<String, Object> base, Map<String, Object> overlay) {
    Map<String, Object> merged = new LinkedHashMap<>(base);
    overlay.forEach(
        (key, value) -> {
          Object below = merged.get(key);
          merged.put(
              key,
              below instanceof Map && value instanceof Map
                  ? merged((Map<String, Object>) below, (Map<String, Object>) value)
                  : value);
        });
    return merged;
  }
}
