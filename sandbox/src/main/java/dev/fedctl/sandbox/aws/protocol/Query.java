package dev.fedctl.sandbox.aws.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.sandbox.aws.model.OperationModel;
import dev.fedctl.sandbox.aws.model.ServiceModel;
import dev.fedctl.sandbox.aws.model.Shape;
import dev.fedctl.sandbox.wire.WireRequest;
import dev.fedctl.sandbox.wire.WireResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The Query protocol of IAM, STS and Elastic Load Balancing, and EC2's dialect of it. */
public final class Query implements Protocol {

  private final ServiceModel model;
  private final boolean ec2;
  private final XmlAnswers answers;

  public Query(ServiceModel model) {
    this.model = model;
    this.ec2 = model.protocol() == ServiceModel.Protocol.EC2;
    this.answers = new XmlAnswers(model);
  }

  @Override
  public boolean speaks(WireRequest request) {
    try {
      return first(form(request).get("Version")).equals(model.apiVersion());
    } catch (ServiceError e) {
      return false;
    }
  }

  // A body of another type is not read for parameters.
  private static Map<String, List<String>> form(WireRequest request) {
    boolean isForm =
        request.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded");
    String text = isForm ? new String(request.body(), UTF_8) : request.query();
    try {
      return new LinkedHashMap<>(FormText.parse(text));
    } catch (IllegalArgumentException e) {
      throw new ServiceError(
          "MalformedQueryString", 400, "The query string contains a syntax error.");
    }
  }

  @Override
  public Decoded decode(WireRequest request) {
    Map<String, List<String>> parameters = form(request);
    String action = first(parameters.remove("Action"));
    String version = first(parameters.remove("Version"));
    if (action.isEmpty()) {
      throw new ServiceError(
          "MissingAction", 400, "The request is missing an action or a required parameter.");
    }
    OperationModel operation = model.operations().get(action);
    if (operation == null || !version.equals(model.apiVersion())) {
      throw new ServiceError(
          "InvalidAction",
          400,
          ec2
              ? "The action " + action + " is not valid for this web service."
              : "Could not find operation " + action + " for version " + version);
    }
    Typing typing = new Typing(model);
    Shape.Structure shape = model.structure(operation.input());
    Map<String, Raw> fields = fields(shape, FormTree.of(parameters), "", typing);
    return new Decoded(operation, typing.structure(shape, fields, ""), typing.violations());
  }

  private static String first(@org.jspecify.annotations.Nullable List<String> values) {
    return values == null ? "" : values.getFirst();
  }

  private Map<String, Raw> fields(
      Shape.Structure shape, FormTree tree, String path, Typing typing) {
    Map<String, String> names = new LinkedHashMap<>();
    shape.members().forEach((name, member) -> names.put(wireName(name, member), name));
    Map<String, Raw> fields = new LinkedHashMap<>();
    tree.children()
        .forEach(
            (wireName, child) -> {
              String name = names.get(wireName);
              Shape.Member member = name == null ? null : shape.members().get(name);
              if (name == null || member == null) {
                typing.unknown(path + wireName);
              } else {
                Shape inner = model.shape(member.shape());
                fields.put(name, raw(inner, child, path + wireName + ".", typing));
              }
            });
    return fields;
  }

  private String wireName(String name, Shape.Member member) {
    if (!ec2) {
      return member.wireName().orElse(name);
    }
    return member
        .queryName()
        .or(
            () ->
                member
                    .wireName()
                    .map(wire -> wire.substring(0, 1).toUpperCase(Locale.ROOT) + wire.substring(1)))
        .orElse(name);
  }

  private Raw raw(Shape shape, FormTree tree, String path, Typing typing) {
    return switch (shape) {
      case Shape.Structure structure ->
          tree.isLeaf() && tree.value().filter(text -> !text.isEmpty()).isPresent()
              ? new Raw.Untyped(tree.value().orElseThrow())
              : new Raw.Fields(fields(structure, tree, path, typing));
      case Shape.ListOf list -> items(list, tree, path, typing);
      default -> {
        tree.children().keySet().forEach(level -> typing.unknown(path + level));
        yield new Raw.Untyped(tree.value().orElse(""));
      }
    };
  }

  private Raw items(Shape.ListOf list, FormTree tree, String path, Typing typing) {
    // An SDK writes an empty list as the bare name.
    if (tree.isLeaf()) {
      return tree.value().filter(text -> !text.isEmpty()).isPresent()
          ? new Raw.Untyped(tree.value().orElseThrow())
          : new Raw.Items(List.of());
    }
    FormTree numbered = tree;
    if (!ec2 && !list.flat()) {
      String level = list.memberName().orElse("member");
      tree.children().keySet().stream()
          .filter(other -> !other.equals(level))
          .forEach(other -> typing.unknown(path + other));
      FormTree below = tree.children().get(level);
      if (below == null) {
        return new Raw.Items(List.of());
      }
      numbered = below;
    }
    Shape of = model.shape(list.of());
    Map<Integer, Raw> items = new TreeMap<>();
    numbered
        .children()
        .forEach(
            (index, child) ->
                position(index)
                    .ifPresentOrElse(
                        at -> items.put(at, raw(of, child, path + index + ".", typing)),
                        () -> typing.unknown(path + index)));
    return new Raw.Items(List.copyOf(items.values()));
  }

  private static Optional<Integer> position(String index) {
    try {
      int at = Integer.parseInt(index);
      return at > 0 ? Optional.of(at) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public WireResponse.Answer answer(
      OperationModel operation, Map<String, Object> output, String requestId) {
    return xml(operation.status(), answers.write(operation, output, requestId), requestId);
  }

  @Override
  public WireResponse.Answer error(ServiceError error, String requestId) {
    String detail =
        "<Code>%s</Code><Message>%s</Message>"
            .formatted(XmlAnswers.escape(error.code()), XmlAnswers.escape(error.text()));
    String type = error.status() < 500 ? "Sender" : "Receiver";
    String body =
        ec2
            ? "<Response><Errors><Error>%s</Error></Errors><RequestID>%s</RequestID></Response>"
                .formatted(detail, requestId)
            : "<ErrorResponse xmlns=\"%s\"><Error><Type>%s</Type>%s</Error><RequestId>%s</RequestId></ErrorResponse>"
                .formatted(model.namespace(), type, detail, requestId);
    return xml(error.status(), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body, requestId);
  }

  private static WireResponse.Answer xml(int status, String body, String requestId) {
    return new WireResponse.Answer(
        status,
        Map.of("Content-Type", "text/xml;charset=UTF-8", "x-amzn-RequestId", requestId),
        body.getBytes(UTF_8));
  }

  @Override
  public ServiceError refusal(List<Violation> violations) {
    Violation first = violations.getFirst();
    if (ec2) {
      return ec2Refusal(first);
    }
    if (first.kind() == Violation.Kind.UNKNOWN) {
      return new ServiceError(
          "ValidationError", 400, "The parameter " + first.path() + " is not recognized");
    }
    List<Violation> told =
        violations.stream().filter(one -> one.kind() != Violation.Kind.UNKNOWN).toList();
    return new ServiceError(
        "ValidationError",
        400,
        (told.size() == 1
                ? "1 validation error detected: "
                : told.size() + " validation errors detected: ")
            + told.stream().map(Query::told).collect(Collectors.joining("; ")));
  }

  private static ServiceError ec2Refusal(Violation violation) {
    return switch (violation.kind()) {
      case MISSING ->
          new ServiceError(
              "MissingParameter",
              400,
              "The request must contain the parameter " + violation.path());
      case UNKNOWN ->
          new ServiceError(
              "UnknownParameter", 400, "The parameter " + violation.path() + " is not recognized");
      default ->
          new ServiceError(
              "InvalidParameterValue",
              400,
              "Value (%s) for parameter %s is invalid. %s"
                  .formatted(violation.value(), violation.path(), violation.constraint()));
    };
  }

  // As IAM writes it: Value 'x' at 'tags.1.member.key', and null without quotes.
  private static String told(Violation violation) {
    StringBuilder path = new StringBuilder();
    for (String level : violation.path().split("\\.", -1)) {
      path.append(path.isEmpty() ? "" : ".");
      path.append(
          position(level).isPresent()
              ? level + ".member"
              : level.substring(0, 1).toLowerCase(Locale.ROOT) + level.substring(1));
    }
    boolean missing = violation.kind() == Violation.Kind.MISSING;
    return "Value %s at '%s' failed to satisfy constraint: %s"
        .formatted(missing ? "null" : "'" + violation.value() + "'", path, violation.constraint());
  }
}
