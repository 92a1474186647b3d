package dev.fedctl.activity.kubernetes;

import dev.fedctl.activity.Redacted;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Comparator;
import java.util.Optional;

/** What controllers say about an object in its events. */
public final class Events {

  private Events() {}

  /**
   * The newest warning about an object. Events are told to a person and decide nothing, so one that
   * cannot be read is none.
   */
  public static Optional<String> latestWarning(
      KubernetesClient client, String namespace, String kind, String name) {
    try {
      return client
          .v1()
          .events()
          .inNamespace(namespace)
          .withField("involvedObject.kind", kind)
          .withField("involvedObject.name", name)
          .list()
          .getItems()
          .stream()
          .filter(event -> "Warning".equals(event.getType()))
          .max(Comparator.comparing(Events::at))
          .map(event -> Redacted.text(event.getReason() + ": " + event.getMessage()));
    } catch (KubernetesClientException e) {
      return Optional.empty();
    }
  }

  private static String at(Event event) {
    return String.valueOf(event.getLastTimestamp());
  }
}
