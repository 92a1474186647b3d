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
import java.util.regex.Pattern;

/** Gives Services their cluster addresses and node ports; refuses ports out of range or taken. */
public final class ServiceAddresses implements Admission {

  private static final int FIRST = 30000;
  private static final int LAST = 32767;
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

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
      address(exchange, before, object, spec);
    }
    boolean reached = type.equals("NodePort") || type.equals("LoadBalancer");
    if (!reached) {
      before.ifPresent(old -> release(old, spec));
    }
    if (reached) {
      ports(exchange, before, object, spec);
    }
  }

  private void address(
      Exchange exchange, Optional<ObjectNode> before, ObjectNode object, ObjectNode spec) {
    String old = before.map(service -> Trees.text(service, "spec", "clusterIP")).orElse("");
    String wanted = Trees.text(spec, "clusterIP");
    if (wanted.isEmpty()) {
      spec.put("clusterIP", old.isEmpty() ? freeAddress() : old);
    } else if (old.isEmpty() && IPV4.matcher(wanted).matches()) {
      String why =
          !wanted.startsWith(network + ".")
              ? "the provided network does not match the current range"
              : taken().contains(wanted) ? "provided IP is already allocated" : "";
      if (!why.isEmpty()) {
        throw refusal(
            exchange,
            object,
            "spec.clusterIPs",
            "[\"" + wanted + "\"]: failed to allocate IP " + wanted + ": " + why);
      }
    }
    spec.putArray("clusterIPs").add(Trees.text(spec, "clusterIP"));
    Trees.fill(spec, "ipFamilyPolicy", "SingleStack");
    Trees.fill(spec, "ipFamilies", Trees.array().add("IPv4"));
  }

  private Set<String> taken() {
    Set<String> taken = new HashSet<>();
    store.list("services", "").forEach(other -> taken.add(Trees.text(other, "spec", "clusterIP")));
    return taken;
  }

  /** A Service that is reached from inside alone gives its node ports up. */
  private static void release(ObjectNode before, ObjectNode spec) {
    boolean reached =
        List.of("NodePort", "LoadBalancer").contains(Trees.text(before, "spec", "type"));
    if (!reached) {
      return;
    }
    spec.path("ports").forEach(port -> ((ObjectNode) port).remove("nodePort"));
    if (Trees.same(
        spec.path("externalTrafficPolicy"), Trees.at(before, "spec", "externalTrafficPolicy"))) {
      spec.remove("externalTrafficPolicy");
    }
    spec.remove("allocateLoadBalancerNodePorts");
  }

  private String freeAddress() {
    Set<String> taken = taken();
    int host = 10;
    while (taken.contains(network + "." + host / 250 + "." + host % 250)) {
      host++;
    }
    return network + "." + host / 250 + "." + host % 250;
  }

  private void ports(
      Exchange exchange, Optional<ObjectNode> before, ObjectNode object, ObjectNode spec) {
    Set<Integer> others = new HashSet<>();
    String uid = Trees.text(object, "metadata", "uid");
    for (ObjectNode other : store.list("services", "")) {
      if (!Trees.text(other, "metadata", "uid").equals(uid)) {
        Trees.at(other, "spec", "ports").forEach(port -> others.add(port.path("nodePort").asInt()));
      }
    }
    // One number may serve several protocols of one Service.
    Set<String> own = new HashSet<>();
    Set<Integer> taken = new HashSet<>(others);
    JsonNode ports = spec.path("ports");
    for (int i = 0; i < ports.size(); i++) {
      ObjectNode port = (ObjectNode) ports.get(i);
      String protocol = Trees.text(port, "protocol");
      int wanted = port.path("nodePort").asInt();
      String field = "spec.ports[" + i + "].nodePort";
      if (wanted == 0) {
        wanted = known(before, port).orElseGet(() -> free(taken));
        port.put("nodePort", wanted);
      } else if (wanted < FIRST || wanted > LAST) {
        throw refusal(
            exchange,
            object,
            field,
            wanted
                + ": provided port is not in the valid range. The range of valid ports is"
                + " 30000-32767");
      } else if (others.contains(wanted) || own.contains(wanted + protocol)) {
        throw refusal(exchange, object, field, wanted + ": provided port is already allocated");
      }
      own.add(wanted + protocol);
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
      Exchange exchange, ObjectNode object, String field, String why) {
    return ApiRefusal.invalid(
        exchange.type(),
        Trees.text(object, "metadata", "name"),
        List.of(new Violation("FieldValueInvalid", field, "Invalid value: " + why)));
  }
}
