package dev.fedctl.sandbox.kube.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.apply.Conflict;
import dev.fedctl.sandbox.kube.schema.Conformance;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.List;

/** A refusal as kube-apiserver words it: a Status object with reason, code and causes. */
public final class ApiRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ObjectNode status;

  private ApiRefusal(ObjectNode status) {
    super(Trees.text(status, "message"), null, false, false);
    this.status = status;
  }

  public ObjectNode status() {
    return status;
  }

  public int code() {
    return status.get("code").asInt();
  }

  public String reason() {
    return Trees.text(status, "reason");
  }

  /** {@code reason} may be empty, as for an error inside the server. */
  public static ApiRefusal of(int code, String reason, String message) {
    ObjectNode status = Trees.object();
    status.put("kind", "Status");
    status.put("apiVersion", "v1");
    status.set("metadata", Trees.object());
    status.put("status", "Failure");
    status.put("message", message);
    if (!reason.isEmpty()) {
      status.put("reason", reason);
    }
    status.put("code", code);
    return new ApiRefusal(status);
  }

  private ApiRefusal about(ResourceType type, String name, boolean kind) {
    ObjectNode details = Trees.ensure(status, "details");
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    details.put("kind", kind ? type.kind() : type.plural());
    return this;
  }

  public static ApiRefusal notFound(ResourceType type, String name) {
    return of(404, "NotFound", type.resource() + " \"" + name + "\" not found")
        .about(type, name, false);
  }

  /** The path names nothing that is served. */
  public static ApiRefusal noSuchPath() {
    return of(404, "NotFound", "the server could not find the requested resource");
  }

  public static ApiRefusal alreadyExists(ResourceType type, String name) {
    return of(409, "AlreadyExists", type.resource() + " \"" + name + "\" already exists")
        .about(type, name, false);
  }

  /** What goes has not gone yet. */
  static ApiRefusal stillGoing(ResourceType type, String name) {
    return of(
            409,
            "AlreadyExists",
            "object is being deleted: " + type.resource() + " \"" + name + "\" already exists")
        .about(type, name, false);
  }

  public static ApiRefusal modified(ResourceType type, String name) {
    return conflict(
        type,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  /** As conflicts name a thing that its deletion was asked for: by its kind. */
  static ApiRefusal precondition(ResourceType type, String name, String why) {
    return of(
            409,
            "Conflict",
            "Operation cannot be fulfilled on "
                + type.qualifiedKind()
                + " \""
                + name
                + "\": "
                + why)
        .about(type, name, true);
  }

  public static ApiRefusal conflict(ResourceType type, String name, String why) {
    return of(
            409,
            "Conflict",
            "Operation cannot be fulfilled on " + type.resource() + " \"" + name + "\": " + why)
        .about(type, name, false);
  }

  /** Server-side apply met other owners. */
  public static ApiRefusal applyConflict(Conflict conflict) {
    List<Conflict.Cause> causes = conflict.causes();
    StringBuilder message =
        new StringBuilder("Apply failed with ")
            .append(causes.size())
            .append(causes.size() == 1 ? " conflict" : " conflicts");
    List<String> managers = causes.stream().map(Conflict.Cause::manager).distinct().toList();
    if (causes.size() == 1) {
      message
          .append(": conflict with ")
          .append(causes.getFirst().manager())
          .append(": ")
          .append(causes.getFirst().field());
    } else {
      String before = ": ";
      for (String manager : managers) {
        message.append(before).append("conflicts with ").append(manager).append(":");
        causes.stream()
            .filter(cause -> cause.manager().equals(manager))
            .forEach(cause -> message.append("\n- ").append(cause.field()));
        before = "\n";
      }
    }
    ApiRefusal refusal = of(409, "Conflict", message.toString());
    ArrayNode list = Trees.ensure(refusal.status, "details").putArray("causes");
    for (Conflict.Cause cause : causes) {
      list.addObject()
          .put("reason", "FieldManagerConflict")
          .put("message", "conflict with " + cause.manager())
          .put("field", cause.field());
    }
    return refusal;
  }

  /** {@code causes}: reason, message and field of each. */
  ApiRefusal because(String reason, String message, String field) {
    Trees.ensure(status, "details")
        .withArrayProperty("causes")
        .addObject()
        .put("reason", reason)
        .put("message", message)
        .put("field", field);
    return this;
  }

  /** A Status that says after how many seconds to come again. */
  ApiRefusal again(int seconds) {
    Trees.ensure(status, "details").put("retryAfterSeconds", seconds);
    return this;
  }

  /** The namespace is going, and takes nothing new. */
  static ApiRefusal terminating(ResourceType type, String name, String namespace) {
    return of(
            403,
            "Forbidden",
            type.resource()
                + " \""
                + name
                + "\" is forbidden: unable to create new content in namespace "
                + namespace
                + " because it is being terminated")
        .about(type, name, false)
        .because(
            "NamespaceTerminating",
            "namespace " + namespace + " is being terminated",
            "metadata.namespace");
  }

  /** A webhook that has to be asked does not answer. */
  public static ApiRefusal unreachableWebhook(String name, String url, String why) {
    String what =
        "failed calling webhook \"%s\": failed to call webhook: Post \"%s\": %s"
            .formatted(name, url, why);
    ApiRefusal refusal = of(500, "InternalError", "Internal error occurred: " + what);
    Trees.ensure(refusal.status, "details").putArray("causes").addObject().put("message", what);
    return refusal;
  }

  public static ApiRefusal methodNotAllowed() {
    return of(
        405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
  }

  public static ApiRefusal badRequest(String message) {
    return of(400, "BadRequest", message);
  }

  public static ApiRefusal invalid(
      ResourceType type, String name, List<Conformance.Violation> violations) {
    return invalid(type.qualifiedKind(), type.group(), type.kind(), name, violations);
  }

  public static ApiRefusal invalid(
      String qualifiedKind,
      String group,
      String kind,
      String name,
      List<Conformance.Violation> violations) {
    List<String> shown =
        violations.stream()
            .map(found -> found.field() + ": " + found.message())
            .distinct()
            .toList();
    String all = shown.size() == 1 ? shown.getFirst() : "[" + String.join(", ", shown) + "]";
    ApiRefusal refusal = of(422, "Invalid", qualifiedKind + " \"" + name + "\" is invalid: " + all);
    ObjectNode details = Trees.ensure(refusal.status, "details");
    details.put("name", name);
    if (!group.isEmpty()) {
      details.put("group", group);
    }
    details.put("kind", kind);
    ArrayNode causes = details.putArray("causes");
    for (Conformance.Violation found : violations) {
      causes
          .addObject()
          .put("reason", found.reason())
          .put("message", found.message())
          .put("field", found.field());
    }
    return refusal;
  }

  public static ApiRefusal forbidden(
      String user, String verb, String resource, String group, String namespace, String name) {
    String scope =
        namespace.isEmpty() ? " at the cluster scope" : " in the namespace \"" + namespace + "\"";
    String shown = resource + (group.isEmpty() ? "" : "." + group);
    String target = name.isEmpty() ? "" : " \"" + name + "\"";
    ApiRefusal refusal =
        of(
            403,
            "Forbidden",
            shown
                + target
                + " is forbidden: User \""
                + user
                + "\" cannot "
                + verb
                + " resource \""
                + resource
                + "\" in API group \""
                + group
                + "\""
                + scope);
    ObjectNode details = Trees.ensure(refusal.status, "details");
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    if (!group.isEmpty()) {
      details.put("group", group);
    }
    details.put("kind", resource);
    return refusal;
  }

  public static ApiRefusal unauthorized() {
    return of(401, "Unauthorized", "Unauthorized");
  }
}
