package dev.fedctl.sandbox.kube.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.apply.FieldManagement;
import dev.fedctl.sandbox.kube.rules.Validation;
import dev.fedctl.sandbox.kube.schema.Conformance.Violation;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.io.IOException;
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
    RequestOptions.write(exchange.request(), "CreateOptions");
    ObjectNode object = BodyReader.complete(exchange);
    ObjectNode metadata = Trees.ensure(object, "metadata");
    requireNamespace(exchange, Trees.text(metadata, "name"));
    if (!Trees.text(metadata, "resourceVersion").isEmpty()) {
      throw ApiRefusal.of(500, "", "resourceVersion should not be set on objects to be created");
    }
    String prefix = Trees.text(metadata, "generateName");
    if (Trees.text(metadata, "name").isEmpty() && !prefix.isEmpty()) {
      metadata.put("name", prefix + identities.suffix(prefix));
    }
    String name = Trees.text(metadata, "name");
    Optional<ObjectNode> there = store.find(exchange.type().resource(), exchange.namespace(), name);
    if (there.isPresent()) {
      throw there.get().path("metadata").has("deletionTimestamp")
          ? ApiRefusal.stillGoing(exchange.type(), name)
          : ApiRefusal.alreadyExists(exchange.type(), name);
    }
    metadata.remove("managedFields");
    return keeper.keep(exchange, Optional.empty(), object, ObjectKeeper.Managed.BY_UPDATE);
  }

  ObjectNode update(Exchange exchange) {
    ApiRequest request = exchange.request();
    RequestOptions.write(request, "UpdateOptions");
    ObjectNode before = live(exchange);
    ResourceType type = exchange.type();
    if (Trees.text(BodyReader.object(request, type.kind()), "metadata", "name").isEmpty()) {
      throw ApiRefusal.badRequest(
          "the name of the object ("
              + request.name()
              + " based on URL) was undeterminable: name must be provided");
    }
    ObjectNode object = BodyReader.complete(exchange);
    if (defined(type) && Trees.text(object, "metadata", "resourceVersion").isEmpty()) {
      throw ApiRefusal.invalid(
          type.resource(),
          type.group(),
          type.plural(),
          request.name(),
          List.of(
              new Violation(
                  "FieldValueInvalid",
                  "metadata.resourceVersion",
                  "Invalid value: 0: must be specified for an update")));
    }
    checkVersion(exchange, before, object);
    return keeper.keep(exchange, Optional.of(before), object, managed(object));
  }

  /** Whether a definition makes a type; one that another server serves is not. */
  private boolean defined(ResourceType type) {
    return store
        .find("customresourcedefinitions.apiextensions.k8s.io", "", type.resource())
        .isPresent();
  }

  ObjectNode patch(Exchange exchange) {
    ApiRequest request = exchange.request();
    String form = Negotiation.plain(request.wire().header("content-type").orElse(""));
    if (!Patches.FORMS.contains(form)) {
      throw ApiRefusal.of(415, "UnsupportedMediaType", "415: Unsupported Media Type");
    }
    if (form.equals(Patches.STRATEGIC_PATCH) && exchange.type().custom()) {
      throw ApiRefusal.of(
          415,
          "UnsupportedMediaType",
          "the body of the request was in an unknown format - accepted media types include:"
              + " application/json-patch+json, application/merge-patch+json,"
              + " application/apply-patch+yaml");
    }
    RequestOptions.write(request, "PatchOptions");
    if (RequestOptions.applies(request)) {
      return apply(exchange);
    }
    ObjectNode before = live(exchange);
    JsonNode body = BodyReader.tree(request, exchange.type().kind());
    ObjectNode object = Patches.patched(before, body, form, exchange.type());
    BodyReader.header(exchange, object);
    String shown = object.toString();
    try {
      BodyReader.conforming(exchange, object, List.of());
    } catch (ApiRefusal refusal) {
      throw refusal.code() == 400 ? Patches.undecodable(shown, refusal) : refusal;
    }
    checkVersion(exchange, before, object);
    return keeper.keep(exchange, Optional.of(before), object, managed(object));
  }

  /** Writes how many replicas an object wants. */
  ObjectNode scale(Exchange exchange, int replicas) {
    ObjectNode before = live(exchange);
    ObjectNode object = before.deepCopy();
    Trees.ensure(object, "spec").put("replicas", replicas);
    return keeper.keep(exchange, Optional.of(before), object, ObjectKeeper.Managed.BY_UPDATE);
  }

  /** A list of no managed fields, or of one that says nothing, forgets them. */
  private static ObjectKeeper.Managed managed(ObjectNode object) {
    JsonNode fields = Trees.ensure(object, "metadata").remove("managedFields");
    boolean forgets =
        fields != null
            && fields.isArray()
            && (fields.isEmpty() || (fields.size() == 1 && fields.get(0).isEmpty()));
    return forgets ? ObjectKeeper.Managed.FORGOTTEN : ObjectKeeper.Managed.BY_UPDATE;
  }

  private ObjectNode apply(Exchange exchange) {
    ApiRequest request = exchange.request();
    if (!(yaml(request) instanceof ObjectNode applied)) {
      throw ApiRefusal.badRequest(
          "error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot"
              + " unmarshal array into Go value of type map[string]interface {}");
    }
    checkType(exchange, applied);
    String namespace = Trees.text(applied, "metadata", "namespace");
    BodyReader.header(exchange, applied);
    if (!Trees.at(applied, "metadata", "managedFields").isEmpty()) {
      throw ApiRefusal.badRequest("metadata.managedFields must be nil");
    }
    BodyReader.typed(exchange, applied, namespace);
    if (exchange.type().resource().equals("secrets") && !Validation.notBase64(applied).isEmpty()) {
      throw ApiRefusal.badRequest("illegal base64 data at input byte 0");
    }
    Optional<ObjectNode> before =
        store.find(exchange.type().resource(), exchange.namespace(), request.name());
    if (before.isEmpty()) {
      requireAbsent(exchange, applied);
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
          keeper.keep(exchange, before, merged, ObjectKeeper.Managed.BY_APPLY);
    };
  }

  private static JsonNode yaml(ApiRequest request) {
    try {
      return Trees.parseYaml(request.wire().body());
    } catch (IOException e) {
      throw ApiRefusal.badRequest("error decoding YAML: " + e.getMessage());
    }
  }

  private static void checkType(Exchange exchange, ObjectNode applied) {
    String apiVersion = Trees.text(applied, "apiVersion");
    String kind = Trees.text(applied, "kind");
    if (!apiVersion.equals(exchange.type().apiVersion()) || !kind.equals(exchange.type().kind())) {
      throw ApiRefusal.badRequest(
          "invalid object type: "
              + (apiVersion.contains("/") ? "" : "/")
              + apiVersion
              + ", Kind="
              + kind);
    }
  }

  /** An apply creates what is not there, unless it says that it knows it. */
  private void requireAbsent(Exchange exchange, ObjectNode applied) {
    String name = exchange.request().name();
    if (!exchange.request().subresource().isEmpty()) {
      throw ApiRefusal.notFound(exchange.type(), name);
    }
    requireNamespace(exchange, name);
    String uid = Trees.text(applied, "metadata", "uid");
    if (!uid.isEmpty()) {
      throw ApiRefusal.conflict(
          exchange.type(),
          name,
          "uid mismatch: the provided object specified uid "
              + uid
              + ", and no existing object was found");
    }
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
      String place = exchange.namespace().isEmpty() ? "" : exchange.namespace() + "/";
      throw ApiRefusal.conflict(
          exchange.type(),
          exchange.request().name(),
          "StorageError: invalid object, Code: 4, Key: /registry/%s/%s%s, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: %s, UID in object meta: %s"
              .formatted(
                  exchange.type().plural(),
                  place,
                  exchange.request().name(),
                  uid,
                  Trees.text(before, "metadata", "uid")));
    }
  }

  private void requireNamespace(Exchange exchange, String object) {
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
      throw ApiRefusal.terminating(exchange.type(), object, name);
    }
  }
}
