package dev.fedctl.sandbox.karmada;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.admission.RegisteredWebhooks;
import dev.fedctl.sandbox.kube.api.Admission;
import dev.fedctl.sandbox.kube.api.ApiRefusal;
import dev.fedctl.sandbox.kube.api.Exchange;
import dev.fedctl.sandbox.kube.auth.ServiceAccountTokens;
import dev.fedctl.sandbox.kube.schema.Conformance.Violation;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import dev.fedctl.sandbox.tls.Pem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What the registered webhooks do to Karmada's own kinds. A webhook with failurePolicy Fail whose
 * server is not there, or whose certificate its caBundle does not cover, makes the write fail.
 */
final class Webhooks implements Admission {

  private static final String PROTECTION = "resourcetemplate.karmada.io/deletion-protected";

  private final RegisteredWebhooks registered;
  private final HostComponents components;

  Webhooks(ObjectStore store, HostComponents components) {
    this.registered = new RegisteredWebhooks(store);
    this.components = components;
  }

  @Override
  public void admit(Exchange exchange, Optional<ObjectNode> before, ObjectNode object) {
    String operation = before.isEmpty() ? "CREATE" : "UPDATE";
    List<JsonNode> covering = registered.covering(exchange, operation, object);
    covering.forEach(webhook -> ask(webhook, exchange));
    if (!covering.isEmpty()) {
      complete(exchange, before, object);
    }
  }

  @Override
  public void release(Exchange exchange, ObjectNode object) {
    for (JsonNode webhook : registered.covering(exchange, "DELETE", object)) {
      ask(webhook, exchange);
      if (labelOf(object, PROTECTION).equals("Always")) {
        throw denied(
            Trees.text(webhook, "name"),
            "This resource is protected, please make sure to remove the label: " + PROTECTION);
      }
    }
  }

  private void ask(JsonNode webhook, Exchange exchange) {
    if (!components.isReady(HostComponents.WEBHOOK, exchange.now())) {
      RegisteredWebhooks.failed(webhook, "dial tcp: connect: connection refused");
    } else if (!trusted(webhook)) {
      RegisteredWebhooks.failed(
          webhook,
          "tls: failed to verify certificate: x509: certificate signed by unknown authority");
    }
  }

  private boolean trusted(JsonNode webhook) {
    String serving =
        components
            .secret("karmada-webhook-cert")
            .map(secret -> ServiceAccountTokens.decoded(secret, "tls.crt"))
            .orElse("");
    try {
      String bundle =
          new String(
              Base64.getDecoder().decode(Trees.text(webhook, "clientConfig", "caBundle")),
              StandardCharsets.UTF_8);
      Pem.certificates(serving)
          .getFirst()
          .verify(Pem.certificates(bundle).getFirst().getPublicKey());
      return true;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    } catch (java.util.NoSuchElementException e) {
      return false;
    }
  }

  private static void complete(Exchange exchange, Optional<ObjectNode> before, ObjectNode object) {
    switch (exchange.type().plural()) {
      case "propagationpolicies" -> policy(exchange, before, object, "propagationpolicy");
      case "clusterpropagationpolicies" ->
          policy(exchange, before, object, "clusterpropagationpolicy");
      case "works" -> identify(before, object, "work.karmada.io/permanent-id");
      default -> {}
    }
  }

  private static void policy(
      Exchange exchange, Optional<ObjectNode> before, ObjectNode object, String kind) {
    String label = kind + ".karmada.io/permanent-id";
    String webhook = kind + ".karmada.io";
    String old = before.map(known -> labelOf(known, label)).orElse("");
    if (!old.isEmpty() && !labelOf(object, label).equals(old)) {
      throw denied(
          webhook,
          "label " + label + " is immutable, it can only be set by the system during creation");
    }
    identify(before, object, label);
    ObjectNode spec = Trees.ensure(object, "spec");
    Trees.fill(spec, "schedulerName", "default-scheduler");
    Trees.fill(spec, "preemption", "Never");
    Trees.fill(spec, "conflictResolution", "Abort");
    Trees.fill(spec, "priority", 0);
    if (before.isPresent()
        && !Trees.text(before.get(), "spec", "schedulerName")
            .equals(Trees.text(spec, "schedulerName"))) {
      throw denied(webhook, "the schedulerName should not be updated");
    }
    if (spec.path("resourceSelectors").isEmpty()) {
      throw ApiRefusal.invalid(
          exchange.type(),
          Trees.text(object, "metadata", "name"),
          List.of(new Violation("FieldValueRequired", "spec.resourceSelectors", "Required value")));
    }
    List<String> wrong = PolicyRules.check(spec, exchange.namespace());
    if (!wrong.isEmpty()) {
      throw denied(
          webhook, wrong.size() == 1 ? wrong.getFirst() : "[" + String.join(", ", wrong) + "]");
    }
  }

  private static ApiRefusal denied(String webhook, String why) {
    return ApiRefusal.of(
        403, "Forbidden", "admission webhook \"" + webhook + "\" denied the request: " + why);
  }

  private static void identify(Optional<ObjectNode> before, ObjectNode object, String label) {
    String old = before.map(known -> labelOf(known, label)).orElse("");
    String uid = Trees.text(object, "metadata", "uid");
    Trees.ensure(object, "metadata", "labels")
        .put(
            label,
            old.isEmpty()
                ? new StringBuilder(uid).reverse().toString().replace('-', 'x').substring(0, 8)
                    + uid.substring(8)
                : old);
  }

  private static String labelOf(JsonNode object, String label) {
    return Trees.at(object, "metadata", "labels").path(label).asText("");
  }
}
