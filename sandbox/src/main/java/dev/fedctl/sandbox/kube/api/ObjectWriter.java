package dev.fedctl.sandbox.kube.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.apply.FieldManagement;
import dev.fedctl.sandbox.kube.apply.JsonPatch;
import dev.fedctl.sandbox.kube.apply.MergePatch;
import dev.fedctl.sandbox.kube.apply.PatchFailure;
import dev.fedctl.sandbox.kube.apply.StrategicMerge;
import dev.fedctl.sandbox.kube.rules.Validation;
import dev.fedctl.sandbox.kube.schema.Conformance;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.List;
import java.util.Optional;

/** Makes the object that a create, an update or a patch asks for. */
final class ObjectWriter {

  private final ObjectStore store;
  private final Identities identities;
  private final ObjectKeeper keeper;

  ObjectWriter(
      ObjectStore store, Identities identities, Changes changes, List<Admission> admissions) {
    this.store = store;
    this.identities = identities;
    this.keeper = new ObjectKeeper(identities, changes, admissions);
  }

  ObjectNode create(Exchange exchange) {
    ObjectNode object = BodyReader.complete(exchange);
    requireNamespace(exchange);
    ObjectNode metadata = Trees.ensure(object, "metadata");
    if (metadata.has("resourceVersion") && !Trees.text(metadata, "resourceVersion").isEmpty()) {
      throw ApiRefusal.badRequest("resourceVersion should not be set on objects to be created");
    }
    String prefix = Trees.text(metadata, "generateName");
    if (Trees.text(metadata, "name").isEmpty() && !prefix.isEmpty()) {
      metadata.put("name", prefix + identities.suffix(prefix));
    }
    String name = Trees.text(metadata, "name");
    if (store.find(exchange.type().resource(), exchange.namespace(), name).isPresent()) {
      throw ApiRefusal.alreadyExists(exchange.type(), name);
    }
    metadata.remove("managedFields");
    return keeper.keep(exchange, Optional.empty(), object, false);
  }

  ObjectNode update(Exchange exchange) {
    ObjectNode before = live(exchange);
    ObjectNode object = BodyReader.complete(exchange);
    checkVersion(exchange, before, object);
    Trees.ensure(object, "metadata").remove("managedFields");
    return keeper.keep(exchange, Optional.of(before), object, false);
  }

  ObjectNode patch(Exchange exchange) {
    String type = exchange.request().wire().header("content-type").orElse("").split(";")[0].trim();
    if (type.equals("application/apply-patch+yaml")
        || type.equals("application/apply-patch+cbor")) {
      return apply(exchange);
    }
    ObjectNode before = live(exchange);
    ObjectNode base = before.deepCopy();
    JsonNode body = BodyReader.tree(exchange.request());
    JsonNode patched;
    try {
      patched =
          switch (type) {
            case "application/json-patch+json" -> JsonPatch.apply(base, body);
            case "application/merge-patch+json" -> MergePatch.apply(base, body);
            case "application/strategic-merge-patch+json" -> strategic(exchange, base, body);
            default -> throw unknownFormat();
          };
    } catch (PatchFailure e) {
      throw ApiRefusal.of(
          422, "Invalid", "the server rejected our request due to an error in our request");
    }
    ObjectNode object = (ObjectNode) patched;
    BodyReader.header(exchange, object);
    BodyReader.conforming(exchange, object);
    if (!Trees.at(body, "metadata", "resourceVersion").isMissingNode()) {
      checkVersion(exchange, before, object);
    }
    return keeper.keep(exchange, Optional.of(before), object, false);
  }

  private static ObjectNode strategic(Exchange exchange, ObjectNode base, JsonNode body) {
    if (exchange.type().custom()) {
      throw unknownFormat();
    }
    if (body instanceof ObjectNode patch) {
      return StrategicMerge.apply(base, patch, exchange.type().shape());
    }
    throw new PatchFailure("a strategic merge patch is an object");
  }

  private static ApiRefusal unknownFormat() {
    return ApiRefusal.of(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include:"
            + " application/json-patch+json, application/merge-patch+json,"
            + " application/apply-patch+yaml");
  }

  private ObjectNode apply(Exchange exchange) {
    ApiRequest request = exchange.request();
    if (request.parameter("fieldManager").filter(name -> !name.isEmpty()).isEmpty()) {
      throw ApiRefusal.invalid(
          "PatchOptions.meta.k8s.io",
          "meta.k8s.io",
          "PatchOptions",
          "",
          List.of(
              new Conformance.Violation(
                  "FieldValueRequired",
                  "fieldManager",
                  "Required value: is required for apply patch")));
    }
    ObjectNode applied = BodyReader.object(request);
    if (Trees.text(applied, "kind").isEmpty() || Trees.text(applied, "apiVersion").isEmpty()) {
      throw ApiRefusal.badRequest("error decoding YAML: Object 'Kind' is missing");
    }
    BodyReader.header(exchange, applied);
    if (!Trees.at(applied, "metadata", "managedFields").isEmpty()) {
      throw ApiRefusal.badRequest("metadata.managedFields must be nil");
    }
    BodyReader.typed(exchange, applied);
    if (exchange.type().resource().equals("secrets") && !Validation.notBase64(applied).isEmpty()) {
      throw ApiRefusal.badRequest("illegal base64 data at input byte 0");
    }
    Optional<ObjectNode> before =
        store.find(exchange.type().resource(), exchange.namespace(), request.name());
    if (before.isEmpty()) {
      if (!request.subresource().isEmpty()) {
        throw ApiRefusal.notFound(exchange.type(), request.name());
      }
      requireNamespace(exchange);
    } else {
      checkVersion(exchange, before.get(), applied);
    }
    ObjectNode metadata = Trees.ensure(applied, "metadata");
    metadata.remove("resourceVersion");
    metadata.remove(ObjectKeeper.SERVER_SET);
    boolean force = request.parameter("force").filter("true"::equals).isPresent();
    return switch (ObjectKeeper.management(exchange)
        .apply(
            before.orElseGet(Trees::object),
            applied,
            request.fieldManager(),
            force,
            exchange.now())) {
      case FieldManagement.Applied.Conflicting(var conflict) ->
          throw ApiRefusal.applyConflict(conflict);
      case FieldManagement.Applied.Merged(ObjectNode merged) ->
          keeper.keep(exchange, before, merged, true);
    };
  }

  private ObjectNode live(Exchange exchange) {
    return store
        .find(exchange.type().resource(), exchange.namespace(), exchange.request().name())
        .orElseThrow(() -> ApiRefusal.notFound(exchange.type(), exchange.request().name()));
  }

  private static void checkVersion(Exchange exchange, ObjectNode before, ObjectNode object) {
    String wanted = Trees.text(object, "metadata", "resourceVersion");
    if (!wanted.isEmpty() && !wanted.equals(Trees.text(before, "metadata", "resourceVersion"))) {
      throw ApiRefusal.modified(exchange.type(), exchange.request().name());
    }
    String uid = Trees.text(object, "metadata", "uid");
    if (!uid.isEmpty() && !uid.equals(Trees.text(before, "metadata", "uid"))) {
      throw ApiRefusal.conflict(
          exchange.type(),
          exchange.request().name(),
          "Precondition failed: UID in precondition: "
              + uid
              + ", UID in object meta: "
              + Trees.text(before, "metadata", "uid"));
    }
  }

  private void requireNamespace(Exchange exchange) {
    if (!exchange.type().namespaced()) {
      return;
    }
    String name = exchange.namespace();
    ObjectNode namespace =
        store
            .find("namespaces", "", name)
            .orElseThrow(
                () -> ApiRefusal.of(404, "NotFound", "namespaces \"" + name + "\" not found"));
    if (namespace.path("metadata").has("deletionTimestamp")) {
      throw ApiRefusal.of(
          403,
          "Forbidden",
          exchange.type().resource()
              + " \""
              + exchange.request().name()
              + "\" is forbidden: unable to create new content in namespace "
              + name
              + " because it is being terminated");
    }
  }
}
