package dev.fedctl.sandbox.kube.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.api.ApiRefusal;
import dev.fedctl.sandbox.kube.api.Exchange;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.LabelSelector;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.ArrayList;
import java.util.List;

/** The webhooks that an API server is told to ask. */
public final class RegisteredWebhooks {

  private static final List<String> CONFIGURATIONS =
      List.of(
          "mutatingwebhookconfigurations.admissionregistration.k8s.io",
          "validatingwebhookconfigurations.admissionregistration.k8s.io");

  private final ObjectStore store;

  public RegisteredWebhooks(ObjectStore store) {
    this.store = store;
  }

  /** Those that want to see a request, mutating ones first; {@code CREATE}, {@code UPDATE} … */
  public List<JsonNode> covering(Exchange exchange, String operation, ObjectNode object) {
    List<JsonNode> found = new ArrayList<>();
    for (String resource : CONFIGURATIONS) {
      // The API server never asks about its webhooks themselves.
      if (exchange.type().resource().equals(resource)) {
        return List.of();
      }
      for (ObjectNode configuration : store.list(resource, "")) {
        for (JsonNode webhook : configuration.path("webhooks")) {
          if (covers(webhook, exchange, operation, object)) {
            found.add(webhook);
          }
        }
      }
    }
    return found;
  }

  private boolean covers(JsonNode webhook, Exchange exchange, String operation, ObjectNode object) {
    if (!exchange.request().subresource().isEmpty()) {
      return false;
    }
    JsonNode labels = Trees.at(object, "metadata", "labels");
    if (!LabelSelector.matches(webhook.path("objectSelector"), labels)) {
      return false;
    }
    if (exchange.type().namespaced()) {
      JsonNode namespace =
          store.find("namespaces", "", exchange.namespace()).orElseGet(Trees::object);
      if (!LabelSelector.matches(
          webhook.path("namespaceSelector"), Trees.at(namespace, "metadata", "labels"))) {
        return false;
      }
    }
    for (JsonNode rule : webhook.path("rules")) {
      if (has(rule.path("apiGroups"), exchange.type().group())
          && has(rule.path("resources"), exchange.type().plural())
          && has(rule.path("operations"), operation)) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(JsonNode list, String wanted) {
    for (JsonNode value : list) {
      if (value.asText().equals(wanted) || value.asText().equals("*")) {
        return true;
      }
    }
    return false;
  }

  /** What a webhook that could not be asked comes to: a refusal, unless it may be passed by. */
  public static void failed(JsonNode webhook, String why) {
    if (Trees.text(webhook, "failurePolicy").equals("Fail")) {
      throw ApiRefusal.unreachableWebhook(
          Trees.text(webhook, "name"), url(webhook) + "?timeout=" + timeout(webhook) + "s", why);
    }
  }

  private static int timeout(JsonNode webhook) {
    return webhook.path("timeoutSeconds").asInt();
  }

  private static String url(JsonNode webhook) {
    JsonNode client = webhook.path("clientConfig");
    JsonNode service = client.path("service");
    return service.isObject()
        ? "https://%s.%s.svc:%d%s"
            .formatted(
                Trees.text(service, "name"),
                Trees.text(service, "namespace"),
                service.path("port").asInt(443),
                Trees.text(service, "path"))
        : Trees.text(client, "url");
  }
}
