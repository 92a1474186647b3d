package dev.fedctl.sandbox.kube.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.auth.Authorizer;
import dev.fedctl.sandbox.kube.schema.Conformance.Violation;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.List;
import java.util.function.Predicate;

/** SelfSubjectAccessReviews: whoever asks is told what they may do. */
final class AccessReviews {

  private AccessReviews() {}

  static ObjectNode answer(Exchange exchange, Predicate<Authorizer.Wish> allows) {
    ObjectNode review = BodyReader.complete(exchange);
    JsonNode resource = Trees.at(review, "spec", "resourceAttributes");
    JsonNode path = Trees.at(review, "spec", "nonResourceAttributes");
    if (resource.isObject() == path.isObject()) {
      String field = path.isObject() ? "nonResourceAttributes" : "resourceAttributes";
      ObjectNode shown =
          Trees.object()
              .put("Path", Trees.text(path, "path"))
              .put("Verb", Trees.text(path, "verb"));
      throw ApiRefusal.invalid(
          ".authorization.k8s.io",
          "authorization.k8s.io",
          "",
          "",
          List.of(
              new Violation(
                  "FieldValueInvalid",
                  "spec." + field,
                  path.isObject()
                      ? "Invalid value: "
                          + shown
                          + ": cannot be specified in combination with resourceAttributes"
                      : "Invalid value: null: exactly one of nonResourceAttributes or"
                          + " resourceAttributes must be specified")));
    }
    String subresource = Trees.text(resource, "subresource");
    Authorizer.Wish wish =
        new Authorizer.Wish(
            resource.isMissingNode() ? Trees.text(path, "verb") : Trees.text(resource, "verb"),
            Trees.text(resource, "group"),
            Trees.text(resource, "resource") + (subresource.isEmpty() ? "" : "/" + subresource),
            Trees.text(resource, "namespace"),
            Trees.text(resource, "name"),
            Trees.text(path, "path"));
    boolean allowed = allows.test(wish);
    Trees.ensure(review, "status").put("allowed", allowed);
    exchange.effects().observed(allowed ? "Allowed" : "Denied");
    return review;
  }
}
