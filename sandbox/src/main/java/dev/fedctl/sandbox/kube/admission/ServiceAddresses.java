package dev.fedctl.sandbox.kube.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.api.Admission;
import dev.fedctl.sandbox.kube.api.ApiRefusal;
import dev.fedctl.sandbox.kube.api.Exchange;
import dev.fedctl.sandbox.kube.schema.Conformance.Violation;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gives Services their cluster addresses and node ports; refuses ports out of range or taken. */
public final class ServiceAddresses implements Admission {

  private static final int FIRST = 30000;
  private static final int LAST = 32767;

  private final ObjectStore store;
  private final String network;

  /** {@code network}: the first two octets of the service range, {@code 10.100}. */
  public ServiceAddresses(ObjectStore store, String network) {
    this.store = store;
    this.network = network;
  }

  @Override
  public void admit(Exchange exchange, Optional<ObjectNode> before, ObjectNode object) {
    if (!exchange.type().resource().equals("services")
        || !(object.get("spec") instanceof ObjectNode spec)) {
      return;
    }
    String type = Trees.text(spec, "type");
    if (!type.equals("ExternalName")) {
      address(before, spec);
    }
    if (type.equals("NodePort") || type.equals("LoadBalancer")) {
      ports(exchange, before, object, spec);
    }
  }

  private void address(Optional<ObjectNode> before, ObjectNode spec) {
    if (Trees.text(spec, "clusterIP").isEmpty()) {
      String old = before.map(service -> Trees.text(service, "spec", "clusterIP")).orElse("");
      spec.put("clusterIP", old.isEmpty() ? freeAddress() : old);
    }
    spec.putArray("clusterIPs").add(Trees.text(spec, "clusterIP"));
  }

  private String freeAddress() {
    Set<String> taken = new HashSet<>();
    store.list("services", "").forEach(other -> taken.add(Trees.text(other, "spec", "clusterIP")));
    int host = 10;
    while (taken.contains(network + "." + host / 250 + "." + host % 250)) {
      host++;
    }
    return network + "." + host / 250 + "." + host % 250;
  }

  private void ports(
      Exchange exchange, Optional<ObjectNode> before, ObjectNode object, ObjectNode spec) {
    Set<Integer> taken = new HashSet<>();
    String uid = Trees.text(object, "metadata", "uid");
    for (ObjectNode other : store.list("services", "")) {
      if (!Trees.text(other, "metadata", "uid").equals(uid)) {
        Trees.at(other, "spec", "ports").forEach(port -> taken.add(port.path("nodePort").asInt()));
      }
    }
    JsonNode ports = spec.path("ports");
    for (int i = 0; i < ports.size(); i++) {
      ObjectNode port = (ObjectNode) ports.get(i);
      int wanted = port.path("nodePort").asInt();
      if (wanted == 0) {
        wanted = known(before, port).orElseGet(() -> free(taken));
        port.put("nodePort", wanted);
      } else if (wanted < FIRST || wanted > LAST) {
        throw refusal(
            exchange,
            object,
            i,
            wanted,
            "provided port is not in the valid range. The range of valid ports is 30000-32767");
      } else if (taken.contains(wanted)) {
        throw refusal(exchange, object, i, wanted, "provided port is already allocated");
      }
      taken.add(wanted);
    }
  }

  private static Optional<Integer> known(Optional<ObjectNode> before, ObjectNode port) {
    for (JsonNode old :
        before.map(service -> Trees.at(service, "spec", "ports")).orElse(Trees.array())) {
      if (Trees.same(old.path("port"), port.path("port")) && old.path("nodePort").asInt() != 0) {
        return Optional.of(old.path("nodePort").asInt());
      }
    }
    return Optional.empty();
  }

  private static int free(Set<Integer> taken) {
    int port = FIRST + 500;
    while (taken.contains(port)) {
      port++;
    }
    return port;
  }

  private static ApiRefusal refusal(
      Exchange exchange, ObjectNode object, int index, int port, String why) {
    return ApiRefusal.invalid(
        exchange.type(),
        Trees.text(object, "metadata", "name"),
        List.of(
            new Violation(
                "FieldValueInvalid",
                "spec.ports[" + index + "].nodePort",
                "Invalid value: " + port + ": " + why)));
  }
}
