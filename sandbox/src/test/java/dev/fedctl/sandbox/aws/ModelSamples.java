package dev.fedctl.sandbox.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.sandbox.aws.model.OperationModel;
import dev.fedctl.sandbox.aws.model.ServiceModel;
import dev.fedctl.sandbox.aws.model.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Values that a service's table allows, and requests that carry them. */
final class ModelSamples {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TEXTS =
      List.of(
          "a",
          "abc",
          "abcdefghijklmnopqrst",
          "a-12345678",
          "{}",
          "/",
          "arn:aws:iam::111122223333:role/a",
          "arn:aws:elasticloadbalancing:eu-north-1:111122223333:loadbalancer/net/a/0123456789abcdef",
          "1",
          "111122223333");
  private static final List<String> ODD = List.of("~", "~~~", "~~~~~~~~~~~~~~~~~~~~~~~~~", "é");

  private final ServiceModel model;

  ModelSamples(ServiceModel model) {
    this.model = model;
  }

  /** With the members that are required. */
  Map<String, Object> structure(Shape.Structure shape) {
    Map<String, Object> members = new LinkedHashMap<>();
    shape
        .required()
        .forEach(
            name -> {
              Shape.Member member = Optional.ofNullable(shape.members().get(name)).orElseThrow();
              members.put(name, value(model.shape(member.shape())));
            });
    return members;
  }

  // A form cannot carry a structure without members: it gets the first that is a text.
  private Map<String, Object> present(Shape.Structure shape) {
    Map<String, Object> members = structure(shape);
    if (members.isEmpty() && !isJson()) {
      shape.members().entrySet().stream()
          .filter(member -> model.shape(member.getValue().shape()) instanceof Shape.Text)
          .findFirst()
          .ifPresent(
              member ->
                  members.put(member.getKey(), value(model.shape(member.getValue().shape()))));
    }
    return members;
  }

  Object value(Shape shape) {
    return switch (shape) {
      case Shape.Structure structure -> present(structure);
      case Shape.ListOf list -> List.of(value(model.shape(list.of())));
      case Shape.MapOf map -> entries(1);
      case Shape.Text text ->
          text.values().stream()
              .findFirst()
              .or(() -> TEXTS.stream().filter(one -> fits(text, one)).findFirst())
              .orElseThrow(() -> new IllegalStateException("no sample of " + text));
      case Shape.WholeNumber number -> Math.max(1, number.range().min().orElse(1));
      case Shape.Decimal() -> 1.5;
      case Shape.Flag() -> true;
      case Shape.Timestamp() -> isJson() ? (Object) 1_700_000_000L : "2026-01-01T00:00:00Z";
    };
  }

  Map<String, Object> entries(int number) {
    Map<String, Object> entries = new LinkedHashMap<>();
    for (int i = 0; i < number; i++) {
      entries.put("key" + i, "value");
    }
    return entries;
  }

  private static boolean fits(Shape.Text text, String value) {
    return text.length().allow(value.length())
        && text.pattern().filter(pattern -> !pattern.matcher(value).matches()).isEmpty();
  }

  /** A text of that length that the pattern allows. */
  Optional<String> longer(Shape.Text text, int length) {
    return TEXTS.stream()
        .map(one -> one + "a".repeat(Math.max(0, length - one.length())))
        .filter(one -> text.pattern().filter(p -> !p.matcher(one).matches()).isEmpty())
        .findFirst();
  }

  /** A text of an allowed length that the pattern does not allow. */
  Optional<String> unlike(Shape.Text text) {
    return text.pattern()
        .flatMap(
            pattern ->
                ODD.stream()
                    .filter(one -> text.length().allow(one.length()))
                    .filter(one -> !pattern.matcher(one).matches())
                    .findFirst());
  }

  RawAws.Shape request(String service, OperationModel operation, Map<String, Object> input) {
    return switch (model.protocol()) {
      case REST_JSON -> json(operation, input);
      case AWS_JSON -> RawAws.awsJson(operation.name(), written(input));
      case QUERY, EC2 -> form(service, operation, input);
    };
  }

  /** Whether requests carry typed values. */
  boolean isJson() {
    return switch (model.protocol()) {
      case REST_JSON, AWS_JSON -> true;
      case QUERY, EC2 -> false;
    };
  }

  private static String written(Map<String, Object> body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  private RawAws.Shape json(OperationModel operation, Map<String, Object> input) {
    Map<String, Shape.Member> members = model.structure(operation.input()).members();
    Map<String, Object> body = new LinkedHashMap<>();
    StringJoiner query = new StringJoiner("&");
    String path = operation.uri();
    boolean hasBody = operation.method().equals("POST");
    for (Map.Entry<String, Object> entry : input.entrySet()) {
      Shape.Member member = members.get(entry.getKey());
      String location = member == null ? (hasBody ? "body" : "querystring") : member.location();
      String wire = member == null ? entry.getKey() : member.wireName().orElse(entry.getKey());
      switch (location) {
        case "uri" -> path = path.replace("{" + wire + "}", text(entry.getValue()));
        case "querystring" -> {
          List<?> values =
              entry.getValue() instanceof List<?> list ? list : List.of(entry.getValue());
          values.forEach(value -> query.add(wire + "=" + text(value)));
        }
        default -> body.put(wire, entry.getValue());
      }
    }
    String target = query.length() == 0 ? path : path + "?" + query;
    return RawAws.json(operation.method(), target, hasBody ? written(body) : "");
  }

  private static String text(Object value) {
    return RawAws.encoded(String.valueOf(value));
  }

  private RawAws.Shape form(String service, OperationModel operation, Map<String, Object> input) {
    List<String> parameters = new ArrayList<>();
    structure(model.structure(operation.input()), input, "", parameters);
    return RawAws.form(service, operation.name(), parameters.toArray(String[]::new));
  }

  private void structure(
      Shape.Structure shape, Map<?, ?> values, String prefix, List<String> parameters) {
    values.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          Shape.Member member = shape.members().get(name);
          if (member == null) {
            parameters.addAll(List.of(prefix + name, String.valueOf(value)));
          } else {
            flat(model.shape(member.shape()), value, prefix + wire(name, member), parameters);
          }
        });
  }

  private void flat(Shape shape, Object value, String name, List<String> parameters) {
    if (shape instanceof Shape.Structure structure && value instanceof Map<?, ?> members) {
      structure(structure, members, name + ".", parameters);
    } else if (shape instanceof Shape.ListOf list && value instanceof List<?> items) {
      boolean leveled = model.protocol() == ServiceModel.Protocol.QUERY && !list.flat();
      String level = leveled ? "." + list.memberName().orElse("member") : "";
      for (int i = 0; i < items.size(); i++) {
        flat(model.shape(list.of()), items.get(i), name + level + "." + (i + 1), parameters);
      }
    } else {
      parameters.addAll(List.of(name, String.valueOf(value)));
    }
  }

  // As botocore's serializers do it.
  private String wire(String name, Shape.Member member) {
    if (model.protocol() == ServiceModel.Protocol.QUERY) {
      return member.wireName().orElse(name);
    }
    return member
        .queryName()
        .or(
            () ->
                member
                    .wireName()
                    .map(w -> w.substring(0, 1).toUpperCase(Locale.ROOT) + w.substring(1)))
        .orElse(name);
  }
}
