package dev.fedctl.sandbox.aws.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.sandbox.aws.model.OperationModel;
import dev.fedctl.sandbox.aws.model.ServiceModel;
import dev.fedctl.sandbox.aws.model.Shape;
import dev.fedctl.sandbox.wire.WireRequest;
import dev.fedctl.sandbox.wire.WireResponse;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The REST-JSON protocol, which EKS speaks. */
public final class RestJson implements Protocol {

  private static final Pattern LABEL = Pattern.compile("\\{([^}]+)}");

  private record Route(OperationModel operation, Pattern path, List<String> labels) {}

  private final ServiceModel model;
  private final List<Route> routes;
  private final JsonAnswers answers;

  public RestJson(ServiceModel model) {
    this.model = model;
    this.routes = model.operations().values().stream().map(RestJson::route).toList();
    this.answers = new JsonAnswers(model);
  }

  private static Route route(OperationModel operation) {
    List<String> labels = new ArrayList<>();
    Matcher matcher = LABEL.matcher(operation.uri());
    StringBuilder pattern = new StringBuilder();
    int from = 0;
    while (matcher.find()) {
      labels.add(matcher.group(1));
      pattern.append(Pattern.quote(operation.uri().substring(from, matcher.start())));
      pattern.append("([^/]+)");
      from = matcher.end();
    }
    pattern.append(Pattern.quote(operation.uri().substring(from)));
    return new Route(operation, Pattern.compile(pattern.toString()), labels);
  }

  @Override
  public boolean speaks(WireRequest request) {
    return routes.stream().anyMatch(route -> route.path().matcher(request.path()).matches());
  }

  @Override
  public Decoded decode(WireRequest request) {
    for (Route route : routes) {
      Matcher matcher = route.path().matcher(request.path());
      if (route.operation().method().equals(request.method()) && matcher.matches()) {
        return decode(route, matcher, request);
      }
    }
    throw new ServiceError("UnknownOperationException", 404, "Unknown operation");
  }

  private Decoded decode(Route route, Matcher path, WireRequest request) {
    Shape.Structure shape = model.structure(route.operation().input());
    Typing typing = new Typing(model);
    Map<String, Raw> fields = new LinkedHashMap<>();
    bodyMembers(shape, request, fields, typing);
    for (int i = 0; i < route.labels().size(); i++) {
      String wireName = route.labels().get(i);
      String text = URLDecoder.decode(path.group(i + 1).replace("+", "%2B"), UTF_8);
      named(shape, "uri", wireName).ifPresent(name -> fields.put(name, new Raw.Untyped(text)));
    }
    queryMembers(shape, request.query(), fields, typing);
    Map<String, Object> input = typing.structure(shape, fields, "");
    return new Decoded(route.operation(), input, typing.violations());
  }

  private static void bodyMembers(
      Shape.Structure shape, WireRequest request, Map<String, Raw> fields, Typing typing) {
    if (request.body().length == 0) {
      return;
    }
    if (!request.header("content-type").orElse("").startsWith("application/json")) {
      throw new ServiceError("UnsupportedMediaTypeException", 415, "application/json is wanted");
    }
    JsonBodies.read(request.body(), shape, fields, typing);
  }

  private void queryMembers(
      Shape.Structure shape, String query, Map<String, Raw> fields, Typing typing) {
    Map<String, List<String>> values = FormText.parse(query);
    values.forEach(
        (wireName, texts) ->
            named(shape, "querystring", wireName)
                .ifPresentOrElse(
                    name -> {
                      Shape.Member member = shape.members().get(name);
                      boolean list =
                          member != null && model.shape(member.shape()) instanceof Shape.ListOf;
                      fields.put(
                          name,
                          list
                              ? new Raw.Items(texts.stream().<Raw>map(Raw.Untyped::new).toList())
                              : new Raw.Untyped(texts.getFirst()));
                    },
                    () -> typing.unknown(wireName)));
  }

  private static Optional<String> named(Shape.Structure shape, String location, String wireName) {
    return shape.members().entrySet().stream()
        .filter(entry -> entry.getValue().location().equals(location))
        .filter(entry -> entry.getValue().wireName().orElse(entry.getKey()).equals(wireName))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  @Override
  public WireResponse.Answer answer(
      OperationModel operation, Map<String, Object> output, String requestId) {
    String body = answers.write(operation.output(), output);
    return new WireResponse.Answer(
        operation.status(),
        Map.of("Content-Type", "application/json", "x-amzn-RequestId", requestId),
        body.getBytes(UTF_8));
  }

  @Override
  public WireResponse.Answer error(ServiceError error, String requestId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("message", error.text());
    body.putAll(error.details());
    return new WireResponse.Answer(
        error.status(),
        Map.of(
            "Content-Type",
            "application/json",
            "x-amzn-RequestId",
            requestId,
            "x-amzn-ErrorType",
            error.code()),
        JsonBodies.write(body));
  }

  @Override
  public ServiceError refusal(List<Violation> violations) {
    return new ServiceError(
        "InvalidParameterException", 400, JsonBodies.words(violations.getFirst()));
  }
}
