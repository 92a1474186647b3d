package dev.fedctl.sandbox.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A request and what kube-apiserver v1.35.4 answered to it. In texts {@code {ns}} is a namespace of
 * the request's own, {@code {a*64}} is 64 times the letter, and {@code {uid}} and {@code
 * {continue}} are those of the answer before.
 *
 * @param given requests that went before, all of them successful
 * @param message of a refusal; a text that ends in … is the beginning of one
 * @param causes of a refusal, each {@code field reason}
 * @param shows values by JSON pointer, and by {@code /pointer?} whether there is one; by {@code
 *     warnings} and {@code content-type} those headers, by {@code text} the body, by {@code
 *     unchanged} whether the resourceVersion is that of the answer before
 */
record RecordedAnswer(
    String claim,
    List<String> given,
    String ask,
    String answer,
    Optional<String> message,
    List<String> causes,
    Map<String, JsonNode> shows) {

  private static final Pattern REPEATED = Pattern.compile("\\{(\\w)\\*(\\d+)}");

  /** The rows of a table beside this class. */
  static List<RecordedAnswer> table(String name) {
    try (var in = RecordedAnswer.class.getResourceAsStream("answers/" + name + ".yaml")) {
      List<RecordedAnswer> rows = new ArrayList<>();
      Trees.parse(Objects.requireNonNull(in, name).readAllBytes())
          .forEach(row -> rows.add(of(row)));
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecordedAnswer of(JsonNode row) {
    Map<String, JsonNode> shows = new LinkedHashMap<>();
    row.path("shows").properties().forEach(one -> shows.put(one.getKey(), one.getValue()));
    return new RecordedAnswer(
        Trees.text(row, "claim"),
        texts(row.path("given")),
        Trees.text(row, "ask"),
        Trees.text(row, "answer"),
        Trees.maybeText(row, "message"),
        texts(row.path("causes")),
        shows);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** A text with its placeholders filled in. */
  static String filled(String text, Map<String, String> values) {
    String filled = REPEATED.matcher(text).replaceAll(RecordedAnswer::repeated);
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("{" + value.getKey() + "}", value.getValue());
    }
    return filled;
  }

  private static String repeated(MatchResult found) {
    return found.group(1).repeat(Integer.parseInt(found.group(2)));
  }

  /** What an answer shows, as far as this row says something about it. */
  Map<String, JsonNode> shown(RawApi.Answer answer, JsonNode before) {
    Map<String, JsonNode> shown = new LinkedHashMap<>();
    for (String what : shows.keySet()) {
      JsonNode tree = answer.tree();
      JsonNode value =
          switch (what) {
            case "warnings" -> text(answer.header("warning"));
            case "content-type" -> text(answer.header("content-type"));
            case "text" -> text(answer.text());
            case "unchanged" ->
                Trees.JSON
                    .getNodeFactory()
                    .booleanNode(
                        Trees.text(tree, "metadata", "resourceVersion")
                            .equals(Trees.text(before, "metadata", "resourceVersion")));
            default ->
                what.endsWith("?")
                    ? Trees.JSON
                        .getNodeFactory()
                        .booleanNode(!tree.at(what.substring(0, what.length() - 1)).isMissingNode())
                    : timeless(tree.at(what));
          };
      shown.put(what, value);
    }
    return shown;
  }

  private static JsonNode text(String text) {
    return Trees.JSON.getNodeFactory().textNode(text);
  }

  /** Times and identities are different each time. */
  private static JsonNode timeless(JsonNode value) {
    if (value.isMissingNode()) {
      return text("ABSENT");
    }
    JsonNode copy = value.deepCopy();
    strip(copy);
    return copy;
  }

  private static void strip(JsonNode value) {
    if (value instanceof ObjectNode object) {
      object.remove(List.of("time", "uid", "lastTransitionTime", "lastUpdateTime"));
    }
    value.forEach(RecordedAnswer::strip);
  }

  /** {@code field reason} of each cause in a Status. */
  static List<String> causes(JsonNode status) {
    List<String> causes = new ArrayList<>();
    if (Trees.at(status, "details", "causes") instanceof ArrayNode list) {
      list.forEach(
          cause ->
              causes.add(cause.path("field").asText("") + " " + cause.path("reason").asText("")));
    }
    return causes;
  }

  @Override
  public String toString() {
    return claim;
  }
}
