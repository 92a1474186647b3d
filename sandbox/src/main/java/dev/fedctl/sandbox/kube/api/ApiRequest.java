package dev.fedctl.sandbox.kube.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fedctl.sandbox.kube.tree.Trees;
import dev.fedctl.sandbox.wire.WireRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request, taken apart by the conventions of Kubernetes' paths.
 *
 * @param segments the decoded path, or its rest after a proxy prefix
 * @param resource plural name, empty for a path that is no resource
 * @param verb as the authorizer names it
 */
public record ApiRequest(
    WireRequest wire,
    List<String> segments,
    Map<String, String> query,
    boolean isResource,
    String group,
    String version,
    String namespace,
    String resource,
    String name,
    String subresource,
    List<String> rest,
    String verb) {

  public static ApiRequest of(WireRequest wire) {
    List<String> segments = new ArrayList<>();
    for (String part : wire.path().split("/")) {
      if (!part.isEmpty()) {
        segments.add(decode(part.replace("+", "%2B")));
      }
    }
    return of(wire, segments);
  }

  /** The same request as seen behind a proxy. */
  public ApiRequest behind(List<String> path) {
    return of(wire, path);
  }

  private static ApiRequest of(WireRequest wire, List<String> segments) {
    Map<String, String> query = query(wire.query());
    int at;
    String group;
    String version;
    if (segments.size() >= 3 && segments.getFirst().equals("api")) {
      group = "";
      version = segments.get(1);
      at = 2;
    } else if (segments.size() >= 4 && segments.getFirst().equals("apis")) {
      group = segments.get(1);
      version = segments.get(2);
      at = 3;
    } else {
      return new ApiRequest(
          wire, segments, query, false, "", "", "", "", "", "", List.of(), plainVerb(wire));
    }
    List<String> tail = segments.subList(at, segments.size());
    String namespace = "";
    if (tail.getFirst().equals("namespaces")
        && tail.size() > 2
        && !(group.isEmpty() && isNamespaceSubresource(tail.get(2)))) {
      namespace = tail.get(1);
      tail = tail.subList(2, tail.size());
    }
    String name = tail.size() > 1 ? tail.get(1) : "";
    String subresource = tail.size() > 2 ? tail.get(2) : "";
    List<String> rest = tail.size() > 3 ? tail.subList(3, tail.size()) : List.of();
    String scope =
        group.isEmpty() && tail.getFirst().equals("namespaces") && namespace.isEmpty()
            ? name
            : namespace;
    return new ApiRequest(
        wire,
        segments,
        query,
        true,
        group,
        version,
        scope,
        tail.getFirst(),
        name,
        subresource,
        rest,
        verb(wire, name, query));
  }

  private static boolean isNamespaceSubresource(String word) {
    return word.equals("status") || word.equals("finalize");
  }

  private static String verb(WireRequest wire, String name, Map<String, String> query) {
    return switch (wire.method()) {
      case "GET", "HEAD" -> {
        boolean watch = List.of("true", "1").contains(query.getOrDefault("watch", ""));
        yield watch ? "watch" : name.isEmpty() ? "list" : "get";
      }
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
      default -> wire.method().toLowerCase(Locale.ROOT);
    };
  }

  private static String plainVerb(WireRequest wire) {
    return switch (wire.method()) {
      case "HEAD" -> "get";
      default -> wire.method().toLowerCase(Locale.ROOT);
    };
  }

  public boolean mutating() {
    return !List.of("get", "list", "watch", "head", "options").contains(verb)
        && !resource.equals("selfsubjectaccessreviews");
  }

  public Optional<String> parameter(String key) {
    return Optional.ofNullable(query.get(key));
  }

  public boolean dryRun() {
    return parameter("dryRun").filter("All"::equals).isPresent();
  }

  /** {@code fieldManager}, else what kube-apiserver makes of the User-Agent. */
  public String fieldManager() {
    return parameter("fieldManager")
        .orElseGet(
            () -> {
              String agent = wire.header("user-agent").orElse("unknown");
              int slash = agent.indexOf('/');
              return slash < 0 ? agent : agent.substring(0, slash);
            });
  }

  /** The name in the body, where the path has none; empty when there is none to read. */
  public String bodyName() {
    try {
      JsonNode body = Trees.parse(wire.body());
      return Trees.text(body, "metadata", "name");
    } catch (IOException e) {
      return "";
    }
  }

  public String path() {
    return "/" + String.join("/", segments);
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String part : text.split("&")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        query.putIfAbsent(decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
      } else if (!part.isEmpty()) {
        query.putIfAbsent(decode(part), "");
      }
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, UTF_8);
  }
}
