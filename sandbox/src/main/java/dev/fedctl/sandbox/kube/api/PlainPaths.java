package dev.fedctl.sandbox.kube.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.tree.Trees;
import dev.fedctl.sandbox.wire.WireResponse;
import java.util.List;
import java.util.Map;

/** What an API server answers at paths that are no resources: health, version, discovery. */
final class PlainPaths {

  private static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

  private final String gitVersion;
  private final Discovery discovery;

  PlainPaths(String gitVersion, ResourceRegistry registry) {
    this.gitVersion = gitVersion;
    this.discovery = new Discovery(registry);
  }

  WireResponse answer(ApiRequest request, Effects effects) {
    List<String> segments = request.segments();
    if (segments.isEmpty()) {
      return shown(Trees.literal("{\"paths\":[\"/api\",\"/apis\",\"/version\"]}"));
    }
    return switch (segments.getFirst()) {
      case "livez", "readyz", "healthz" -> text(200, "ok");
      case "version" -> shown(version());
      case "api", "apis" -> {
        boolean whole =
            segments.size() == 1
                && request.wire().header("accept").orElse("").contains("as=APIGroupDiscoveryList")
                && request.wire().header("accept").orElse("").contains("v=v2;");
        if (whole) {
          yield new WireResponse.Answer(
              200,
              Map.of("Content-Type", AGGREGATED),
              Trees.bytes(discovery.aggregated(segments.getFirst().equals("api"))));
        }
        yield discovery.document(segments).map(PlainPaths::shown).orElseGet(() -> nothing(effects));
      }
      default -> nothing(effects);
    };
  }

  private static WireResponse shown(ObjectNode document) {
    return ApiServer.answer(200, document, List.of());
  }

  /** What Go's own server says of a path that leads nowhere: no Status. */
  static WireResponse nothing(Effects effects) {
    effects.refused("NotFound");
    return text(404, "404 page not found\n");
  }

  /** What the aggregator says while the server behind it does not answer: no Status either. */
  static WireResponse unavailable(Effects effects) {
    effects.refused("ServiceUnavailable");
    return text(503, "service unavailable\n");
  }

  private static WireResponse text(int status, String text) {
    return new WireResponse.Answer(
        status, Map.of("Content-Type", "text/plain; charset=utf-8"), text.getBytes(UTF_8));
  }

  private ObjectNode version() {
    String[] numbers = gitVersion.substring(1).split("\\.");
    ObjectNode version = Trees.object();
    version.put("major", numbers[0]).put("minor", numbers[1]);
    version.put("gitVersion", gitVersion);
    version.put("platform", "linux/amd64");
    return version;
  }
}
