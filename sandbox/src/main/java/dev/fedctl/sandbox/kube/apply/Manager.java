package dev.fedctl.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One entry of managedFields.
 *
 * @param operation {@code Apply} or {@code Update}
 * @param subresource {@code status}, {@code scale} or empty
 */
record Manager(String name, String operation, String apiVersion, String subresource) {

  /** What a manager owns, and since when; empty when it never changed anything. */
  record Owned(FieldSet fields, String time) {}

  boolean applies() {
    return operation.equals("Apply");
  }

  static Map<Manager, Owned> parse(JsonNode managedFields) {
    Map<Manager, Owned> managers = new LinkedHashMap<>();
    for (JsonNode entry : managedFields) {
      managers.put(
          new Manager(
              Trees.text(entry, "manager"),
              Trees.text(entry, "operation"),
              Trees.text(entry, "apiVersion"),
              Trees.text(entry, "subresource")),
          new Owned(FieldSet.parse(entry.path("fieldsV1")), Trees.text(entry, "time")));
    }
    return managers;
  }

  /** In kube-apiserver's order: who applies first, then by time, then by name. */
  static ArrayNode toJson(Map<Manager, Owned> managers) {
    List<Map.Entry<Manager, Owned>> sorted = new ArrayList<>(managers.entrySet());
    sorted.sort(
        Comparator.<Map.Entry<Manager, Owned>, String>comparing(entry -> entry.getKey().operation())
            .thenComparing(entry -> entry.getValue().time())
            .thenComparing(entry -> entry.getKey().name())
            .thenComparing(entry -> entry.getKey().subresource()));
    ArrayNode list = Trees.array();
    for (Map.Entry<Manager, Owned> entry : sorted) {
      ObjectNode json = list.addObject();
      json.put("manager", entry.getKey().name());
      json.put("operation", entry.getKey().operation());
      json.put("apiVersion", entry.getKey().apiVersion());
      if (!entry.getValue().time().isEmpty()) {
        json.put("time", entry.getValue().time());
      }
      json.put("fieldsType", "FieldsV1");
      json.set("fieldsV1", entry.getValue().fields().toJson());
      if (!entry.getKey().subresource().isEmpty()) {
        json.put("subresource", entry.getKey().subresource());
      }
    }
    return list;
  }

  static String time(Instant now) {
    return now.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
