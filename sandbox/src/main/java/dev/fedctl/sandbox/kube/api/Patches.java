package dev.fedctl.sandbox.kube.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.apply.JsonPatch;
import dev.fedctl.sandbox.kube.apply.MergePatch;
import dev.fedctl.sandbox.kube.apply.PatchFailure;
import dev.fedctl.sandbox.kube.apply.StrategicMerge;
import dev.fedctl.sandbox.kube.schema.Conformance.Violation;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.List;

/** The forms of patches, and what those but apply make of an object. */
final class Patches {

  private static final String JSON_PATCH = "application/json-patch+json";
  private static final String MERGE_PATCH = "application/merge-patch+json";
  static final String STRATEGIC_PATCH = "application/strategic-merge-patch+json";
  static final List<String> FORMS =
      List.of(JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH, "application/apply-patch+yaml");

  private Patches() {}

  /** A new tree. */
  static ObjectNode patched(ObjectNode before, JsonNode body, String form, ResourceType type) {
    if (form.equals(JSON_PATCH) != body.isArray()) {
      throw ApiRefusal.badRequest(
          "error decoding patch: json: cannot unmarshal "
              + (body.isArray()
                  ? "array into Go value of type map[string]interface {}"
                  : "object into Go value of type []handlers.jsonPatchOp"));
    }
    try {
      return (ObjectNode)
          switch (form) {
            case JSON_PATCH -> JsonPatch.apply(before.deepCopy(), body);
            case MERGE_PATCH -> MergePatch.apply(before.deepCopy(), body);
            default -> StrategicMerge.apply(before, (ObjectNode) body, type.shape());
          };
    } catch (PatchFailure e) {
      throw ApiRefusal.of(
          422, "Invalid", "the server rejected our request due to an error in our request");
    }
  }

  /** What a patch makes of an object has to be one; a refusal shows the whole of it. */
  static ApiRefusal undecodable(String object, ApiRefusal refusal) {
    String why = String.valueOf(refusal.getMessage());
    String value = Trees.JSON.getNodeFactory().textNode(object).toString();
    return ApiRefusal.invalid(
        "",
        "",
        "",
        "",
        List.of(
            new Violation(
                "FieldValueInvalid",
                "patch",
                "Invalid value: " + value + ": " + why.substring(why.indexOf(": ") + 2))));
  }
}
