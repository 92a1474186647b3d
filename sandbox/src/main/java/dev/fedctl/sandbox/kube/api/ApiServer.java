package dev.fedctl.sandbox.kube.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.auth.Authenticator;
import dev.fedctl.sandbox.kube.auth.Authorizer;
import dev.fedctl.sandbox.kube.auth.User;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import dev.fedctl.sandbox.wire.WireResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One Kubernetes API server: authenticates, authorizes, and carries requests out on its store.
 * Everything runs under the kernel's lock.
 */
public final class ApiServer {

  /** Answers some requests instead of the server: what an aggregated API server behind it does. */
  @FunctionalInterface
  public interface Extension {

    /** Empty when the request is not for this extension. */
    Optional<WireResponse> answer(ApiRequest request, User user, Effects effects);
  }

  /** What makes one server differ from another. */
  public record Parts(
      String name,
      String gitVersion,
      ObjectStore store,
      ResourceRegistry registry,
      Identities identities,
      List<Authenticator> authenticators,
      Authorizer authorizer) {}

  private final Parts parts;
  private final Changes changes;
  private final ObjectWriter writer;
  private final ObjectReader reader;
  private final ObjectRemover remover;
  private final Discovery discovery;
  private final List<Admission> admissions = new ArrayList<>();
  private final List<Extension> extensions = new ArrayList<>();
  private Controllers controllers = (now, effects) -> {};

  public ApiServer(Parts parts) {
    this.parts = parts;
    this.changes = new Changes(parts.name(), parts.store());
    this.writer = new ObjectWriter(parts.store(), parts.identities(), changes, admissions);
    this.reader = new ObjectReader(parts.store());
    this.remover = new ObjectRemover(parts.store(), changes);
    this.discovery = new Discovery(parts.registry());
  }

  public String name() {
    return parts.name();
  }

  public String gitVersion() {
    return parts.gitVersion();
  }

  public ObjectStore store() {
    return parts.store();
  }

  public ResourceRegistry registry() {
    return parts.registry();
  }

  public Identities identities() {
    return parts.identities();
  }

  public Changes changes() {
    return changes;
  }

  public void admission(Admission admission) {
    admissions.add(admission);
  }

  public void extension(Extension extension) {
    extensions.add(extension);
  }

  public void controllers(Controllers all) {
    controllers = all;
  }

  /** Carries one request out; every refusal is an answer, and is noted in the effects. */
  public WireResponse serve(ApiRequest request, Effects effects) {
    controllers.settle(effects.now(), effects);
    try {
      return serveAs(authenticate(request, effects), request, effects);
    } catch (ApiRefusal refusal) {
      return refused(refusal, effects);
    }
  }

  /** Carries a request out for a user who is known already: the way in for a proxy. */
  public WireResponse serveFor(User user, ApiRequest request, Effects effects) {
    controllers.settle(effects.now(), effects);
    try {
      return serveAs(user, request, effects);
    } catch (ApiRefusal refusal) {
      return refused(refusal, effects);
    }
  }

  /** Who the credentials of a request belong to; refuses bad ones. */
  public User authenticate(ApiRequest request, Effects effects) {
    for (Authenticator authenticator : parts.authenticators()) {
      Optional<Authenticator.Outcome> outcome =
          authenticator.authenticate(request.wire(), effects.now());
      if (outcome.isPresent()) {
        return outcome.get().user().orElseThrow(ApiRefusal::unauthorized);
      }
    }
    return User.anonymous();
  }

  public boolean allows(User user, Authorizer.Wish wish, Instant now) {
    return parts.authorizer().allows(user, wish, now);
  }

  private WireResponse serveAs(User user, ApiRequest request, Effects effects) {
    effects.caller(user.name());
    authorize(user, request, effects);
    for (Extension extension : extensions) {
      Optional<WireResponse> answer = extension.answer(request, user, effects);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    if (!request.isResource()) {
      return plain(request);
    }
    ResourceType type =
        parts
            .registry()
            .find(request.group(), request.version(), request.resource())
            .orElseThrow(() -> missing(request));
    boolean placed = type.namespaced() && request.namespace().isEmpty();
    if (!request.subresource().isEmpty() && !type.subresources().contains(request.subresource())) {
      throw ApiRefusal.noSuchPath();
    }
    if (!type.namespaced()
        && !request.namespace().isEmpty()
        && !type.plural().equals("namespaces")) {
      throw ApiRefusal.noSuchPath();
    }
    if (placed && (!request.name().isEmpty() || request.verb().equals("create"))) {
      throw request.verb().equals("create")
          ? ApiRefusal.badRequest("an empty namespace may not be set during creation")
          : ApiRefusal.noSuchPath();
    }
    Exchange exchange = new Exchange(request, type, user, effects);
    WireResponse answer = carryOut(exchange);
    if (request.mutating() && !request.dryRun()) {
      controllers.settle(effects.now(), effects);
    }
    return answer;
  }

  private WireResponse carryOut(Exchange exchange) {
    if (exchange.type().plural().equals("selfsubjectaccessreviews")) {
      return answer(201, review(exchange), exchange.warnings());
    }
    return switch (exchange.request().verb()) {
      case "get" -> answer(200, reader.get(exchange), exchange.warnings());
      case "list" -> answer(200, reader.list(exchange), exchange.warnings());
      case "create" -> answer(201, writer.create(exchange), exchange.warnings());
      case "update" -> answer(200, writer.update(exchange), exchange.warnings());
      case "patch" -> {
        boolean known =
            parts
                .store()
                .find(exchange.type().resource(), exchange.namespace(), exchange.request().name())
                .isPresent();
        yield answer(known ? 200 : 201, writer.patch(exchange), exchange.warnings());
      }
      case "delete" -> answer(200, remover.delete(exchange), exchange.warnings());
      case "deletecollection" ->
          answer(200, remover.deleteAll(exchange, reader.chosen(exchange)), exchange.warnings());
      default ->
          throw ApiRefusal.of(
              405,
              "MethodNotAllowed",
              "the server does not allow this method on the requested resource");
    };
  }

  private ObjectNode review(Exchange exchange) {
    ObjectNode review = BodyReader.complete(exchange);
    JsonNode resource = Trees.at(review, "spec", "resourceAttributes");
    String subresource = Trees.text(resource, "subresource");
    Authorizer.Wish wish =
        new Authorizer.Wish(
            resource.isMissingNode()
                ? Trees.text(review, "spec", "nonResourceAttributes", "verb")
                : Trees.text(resource, "verb"),
            Trees.text(resource, "group"),
            Trees.text(resource, "resource") + (subresource.isEmpty() ? "" : "/" + subresource),
            Trees.text(resource, "namespace"),
            Trees.text(resource, "name"),
            Trees.text(review, "spec", "nonResourceAttributes", "path"));
    boolean allowed = allows(exchange.user(), wish, exchange.now());
    Trees.ensure(review, "status").put("allowed", allowed);
    exchange.effects().observed(allowed ? "Allowed" : "Denied");
    return review;
  }

  private void authorize(User user, ApiRequest request, Effects effects) {
    String resource =
        request.subresource().isEmpty()
            ? request.resource()
            : request.resource() + "/" + request.subresource();
    Authorizer.Wish wish =
        new Authorizer.Wish(
            request.verb(),
            request.group(),
            resource,
            request.namespace(),
            request.name(),
            request.isResource() ? "" : request.path());
    if (!allows(user, wish, effects.now())) {
      throw request.isResource()
          ? ApiRefusal.forbidden(
              user.name(),
              request.verb(),
              resource,
              request.group(),
              request.namespace(),
              request.name())
          : ApiRefusal.of(
              403,
              "Forbidden",
              "forbidden: User \""
                  + user.name()
                  + "\" cannot "
                  + request.verb()
                  + " path \""
                  + request.path()
                  + "\"");
    }
  }

  private WireResponse plain(ApiRequest request) {
    List<String> segments = request.segments();
    if (segments.isEmpty()) {
      return answer(200, Trees.literal("{\"paths\":[\"/api\",\"/apis\",\"/version\"]}"), List.of());
    }
    return switch (segments.getFirst()) {
      case "livez", "readyz", "healthz" ->
          new WireResponse.Answer(
              200, Map.of("Content-Type", "text/plain; charset=utf-8"), new byte[] {'o', 'k'});
      case "version" -> answer(200, version(), List.of());
      case "api", "apis" ->
          answer(200, discovery.document(segments).orElseThrow(() -> missing(request)), List.of());
      default -> throw ApiRefusal.noSuchPath();
    };
  }

  private ObjectNode version() {
    String[] numbers = parts.gitVersion().substring(1).split("\\.");
    ObjectNode version = Trees.object();
    version.put("major", numbers[0]).put("minor", numbers[1]);
    version.put("gitVersion", parts.gitVersion());
    version.put("platform", "linux/amd64");
    return version;
  }

  /** An API that is registered and whose server is not there yet is unavailable, not unknown. */
  private ApiRefusal missing(ApiRequest request) {
    boolean registered =
        request.segments().size() >= 3
            && parts
                .store()
                .find(
                    "apiservices.apiregistration.k8s.io",
                    "",
                    request.segments().get(2) + "." + request.segments().get(1))
                .filter(service -> service.path("spec").has("service"))
                .isPresent();
    return registered
        ? ApiRefusal.of(503, "ServiceUnavailable", "service unavailable")
        : ApiRefusal.noSuchPath();
  }

  private static WireResponse refused(ApiRefusal refusal, Effects effects) {
    effects.refused(refusal.reason().isEmpty() ? "InternalError" : refusal.reason());
    return answer(refusal.code(), refusal.status(), List.of());
  }

  public static WireResponse answer(int status, ObjectNode body, List<String> warnings) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    if (!warnings.isEmpty()) {
      headers.put("Warning", "299 - \"" + warnings.getFirst().replace("\"", "\\\"") + "\"");
    }
    return new WireResponse.Answer(status, headers, Trees.bytes(body));
  }
}
