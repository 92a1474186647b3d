package dev.fedctl.sandbox.kube.apply;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.tree.Trees;

/** RFC 6902. */
public final class JsonPatch {

  private JsonPatch() {}

  /** A new tree. */
  public static JsonNode apply(JsonNode base, JsonNode operations) {
    if (!operations.isArray()) {
      throw new PatchFailure("json: cannot unmarshal object into Go value of type jsonpatch.Patch");
    }
    JsonNode result = base.deepCopy();
    for (JsonNode operation : operations) {
      String path = Trees.text(operation, "path");
      switch (Trees.text(operation, "op")) {
        case "add" -> put(result, path, operation.path("value").deepCopy(), true);
        case "replace" -> {
          require(result, path, "replace");
          put(result, path, operation.path("value").deepCopy(), false);
        }
        case "remove" -> take(result, path);
        case "move" -> put(result, path, take(result, Trees.text(operation, "from")), true);
        case "copy" -> put(result, path, result.at(Trees.text(operation, "from")).deepCopy(), true);
        case "test" -> {
          if (!Trees.same(result.at(path), operation.path("value"))) {
            throw new PatchFailure("testing value " + path + " failed: test failed");
          }
        }
        default -> throw new PatchFailure("Unexpected kind: " + Trees.text(operation, "op"));
      }
    }
    return result;
  }

  private static void require(JsonNode root, String path, String operation) {
    if (root.at(path).isMissingNode()) {
      throw new PatchFailure(
          operation + " operation does not apply: doc is missing key: " + path + ": missing value");
    }
  }

  private static void put(JsonNode root, String path, JsonNode value, boolean insert) {
    JsonPointer pointer = JsonPointer.compile(path);
    JsonNode parent = root.at(pointer.head());
    String last = pointer.last().getMatchingProperty();
    switch (parent) {
      case ObjectNode object -> object.set(last, value);
      case ArrayNode array when last.equals("-") -> array.add(value);
      case ArrayNode array when insert -> array.insert(index(last, array.size()), value);
      case ArrayNode array -> array.set(index(last, array.size() - 1), value);
      default ->
          throw new PatchFailure("add operation does not apply: doc is missing path: " + path);
    }
  }

  private static JsonNode take(JsonNode root, String path) {
    require(root, path, "remove");
    JsonPointer pointer = JsonPointer.compile(path);
    String last = pointer.last().getMatchingProperty();
    return switch (root.at(pointer.head())) {
      case ObjectNode object -> object.remove(last);
      case ArrayNode array -> array.remove(index(last, array.size() - 1));
      default -> throw new PatchFailure("remove operation does not apply: " + path);
    };
  }

  private static int index(String text, int limit) {
    try {
      int index = Integer.parseInt(text);
      if (index >= 0 && index <= limit) {
        return index;
      }
    } catch (NumberFormatException e) {
      throw new PatchFailure("invalid array index " + text);
    }
    throw new PatchFailure("Unable to access invalid index: " + text);
  }
}
