package dev.fedctl.sandbox.kube.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.api.Admission;
import dev.fedctl.sandbox.kube.api.Exchange;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.net.URI;
import java.util.Optional;

/** The webhooks of an EKS cluster: nothing runs in its pods that would answer. */
public final class UnreachableWebhooks implements Admission {

  private final ObjectStore store;
  private final RegisteredWebhooks registered;

  public UnreachableWebhooks(ObjectStore store) {
    this.store = store;
    this.registered = new RegisteredWebhooks(store);
  }

  @Override
  public void admit(Exchange exchange, Optional<ObjectNode> before, ObjectNode object) {
    ask(exchange, before.isEmpty() ? "CREATE" : "UPDATE", object);
  }

  @Override
  public void release(Exchange exchange, ObjectNode object) {
    ask(exchange, "DELETE", object);
  }

  private void ask(Exchange exchange, String operation, ObjectNode object) {
    for (JsonNode webhook : registered.covering(exchange, operation, object)) {
      RegisteredWebhooks.failed(webhook, why(webhook.path("clientConfig")));
    }
  }

  private String why(JsonNode client) {
    JsonNode service = client.path("service");
    if (service.isObject()) {
      String name = Trees.text(service, "name");
      return store.find("services", Trees.text(service, "namespace"), name).isPresent()
          ? "no endpoints available for service \"" + name + "\""
          : "service \"" + name + "\" not found";
    }
    URI url = URI.create(Trees.text(client, "url"));
    int port = url.getPort() < 0 ? 443 : url.getPort();
    return "dial tcp " + url.getHost() + ":" + port + ": connect: connection refused";
  }
}
