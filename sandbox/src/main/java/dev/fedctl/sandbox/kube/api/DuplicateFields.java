package dev.fedctl.sandbox.kube.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the fields that stand twice in an object of a JSON text. */
final class DuplicateFields {

  private DuplicateFields() {}

  /** Their paths; none in a text that is no JSON. */
  static List<String> in(byte[] body) {
    List<String> twice = new ArrayList<>();
    Deque<Set<String>> seen = new ArrayDeque<>();
    try (JsonParser parser = Trees.JSON.createParser(body)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case START_OBJECT -> seen.push(new HashSet<>());
          case END_OBJECT -> seen.pop();
          case FIELD_NAME -> {
            if (!seen.element().add(parser.currentName())) {
              twice.add(path(parser));
            }
          }
          default -> {
            // Values and lists name no fields.
          }
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return twice;
  }

  private static String path(JsonParser parser) {
    String pointer = parser.getParsingContext().pathAsPointer().toString().substring(1);
    return pointer.replaceAll("/(\\d+)", "[$1]").replace('/', '.');
  }
}
