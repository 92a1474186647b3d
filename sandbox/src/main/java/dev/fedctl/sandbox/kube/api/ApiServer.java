package dev.fedctl.sandbox.kube.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.auth.Authenticator;
import dev.fedctl.sandbox.kube.auth.Authorizer;
import dev.fedctl.sandbox.kube.auth.ServiceAccountTokens;
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
import java.util.stream.Stream;

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

  /**
   * What makes one server differ from another.
   *
   * @param authenticators beside the one for tokens of accounts
   */
  public record Parts(
      String name,
      String gitVersion,
      ObjectStore store,
      ResourceRegistry registry,
      Identities identities,
      ServiceAccountTokens tokens,
      List<Authenticator> authenticators,
      Authorizer authorizer) {}

  private static final int BODY_LIMIT = 3 * 1024 * 1024;

  private final Parts parts;
  private final List<Authenticator> authenticators;
  private final Changes changes;
  private final ObjectWriter writer;
  private final ObjectReader reader;
  private final ObjectRemover remover;
  private final PlainPaths plain;
  private final Subresources subresources;
  private final Storages storages;
  private final List<Admission> admissions = new ArrayList<>();
  private final List<Extension> extensions = new ArrayList<>();
  private Controllers controllers = (now, effects) -> {};

  public ApiServer(Parts parts) {
    this.parts = parts;
    this.authenticators =
        Stream.concat(Stream.of(parts.tokens()), parts.authenticators().stream()).toList();
    this.changes = new Changes(parts.name(), parts.store());
    this.writer = new ObjectWriter(parts.store(), parts.identities(), changes, admissions);
    this.reader = new ObjectReader(parts.store());
    this.remover = new ObjectRemover(parts.store(), changes, admissions);
    this.plain = new PlainPaths(parts.gitVersion(), parts.registry());
    this.subresources = new Subresources(parts.store(), parts.tokens(), writer, reader);
    this.storages = new Storages(parts.store());
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

  public ServiceAccountTokens tokens() {
    return parts.tokens();
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
    for (Authenticator authenticator : authenticators) {
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
      return registered(request) ? PlainPaths.unavailable(effects) : plain.answer(request, effects);
    }
    Optional<ResourceType> found =
        parts.registry().find(request.group(), request.version(), request.resource());
    if (found.isEmpty()) {
      return missing(request, effects);
    }
    ResourceType type = found.get();
    Routes.require(type, request);
    Negotiation.answer(request);
    if (request.wire().body().length > BODY_LIMIT) {
      throw ApiRefusal.of(
          413, "RequestEntityTooLarge", "Request entity too large: limit is " + BODY_LIMIT);
    }
    storages.require(type, request, effects.now());
    Exchange exchange =
        new Exchange(request, type, user, effects, parts.registry().kinds(type.apiVersion()));
    WireResponse answer = carryOut(exchange);
    if (request.mutating() && !request.dryRun()) {
      controllers.settle(effects.now(), effects);
    }
    return answer;
  }

  private WireResponse carryOut(Exchange exchange) {
    if (Discovery.onlyCreated(exchange.type())) {
      ObjectNode review =
          AccessReviews.answer(exchange, wish -> allows(exchange.user(), wish, exchange.now()));
      return answer(201, review, exchange.warnings());
    }
    ApiRequest request = exchange.request();
    if (Subresources.OWN.contains(request.subresource())) {
      int status = request.verb().equals("create") ? 201 : 200;
      return answer(status, subresources.answer(exchange), exchange.warnings());
    }
    return switch (request.verb()) {
      case "get" -> answer(200, reader.get(exchange), exchange.warnings());
      case "list" -> answer(200, reader.list(exchange), exchange.warnings());
      case "create" -> answer(201, writer.create(exchange), exchange.warnings());
      case "update" -> answer(200, writer.update(exchange), exchange.warnings());
      case "patch" -> {
        boolean known =
            parts
                .store()
                .find(exchange.type().resource(), exchange.namespace(), request.name())
                .isPresent();
        yield answer(known ? 200 : 201, writer.patch(exchange), exchange.warnings());
      }
      case "delete" -> answer(200, remover.delete(exchange), exchange.warnings());
      default ->
          answer(200, remover.deleteAll(exchange, reader.chosen(exchange)), exchange.warnings());
    };
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

  /** Whether an API is registered and its server is not there: unavailable, not unknown. */
  private boolean registered(ApiRequest request) {
    return request.segments().size() >= 3
        && request.segments().getFirst().equals("apis")
        && parts
            .store()
            .find(
                "apiservices.apiregistration.k8s.io",
                "",
                request.segments().get(2) + "." + request.segments().get(1))
            .filter(service -> service.path("spec").has("service"))
            .isPresent()
        && !parts.registry().serves(request.segments().get(1), request.segments().get(2));
  }

  private WireResponse missing(ApiRequest request, Effects effects) {
    if (registered(request)) {
      return PlainPaths.unavailable(effects);
    }
    // Only groups of the server itself say which resources they have.
    if (parts.registry().builtIn(request.group(), request.version())) {
      throw ApiRefusal.noSuchPath();
    }
    return PlainPaths.nothing(effects);
  }

  private static WireResponse refused(ApiRefusal refusal, Effects effects) {
    effects.refused(refusal.reason().isEmpty() ? "InternalError" : refusal.reason());
    return refusal(refusal.code(), refusal.status());
  }

  /** A Status as an answer; when it says when to come again, a header says so too. */
  public static WireResponse refusal(int code, ObjectNode status) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    int seconds = Trees.at(status, "details", "retryAfterSeconds").asInt();
    if (seconds > 0) {
      headers.put("Retry-After", Integer.toString(seconds));
    }
    return new WireResponse.Answer(code, headers, Trees.bytes(status));
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
