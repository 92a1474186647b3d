package dev.fedctl.sandbox.kube.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.cloud.AwsSide.LoadBalancer;
import dev.fedctl.sandbox.cloud.AwsSide.LoadBalancerRequest;
import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.api.Controllers;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The service controller inside EKS (cloud-provider-aws): Services of type LoadBalancer with the
 * annotation {@code type: nlb} get a Network Load Balancer with instance targets. The classic load
 * balancer that it makes without that annotation is not modelled: such a Service stays pending.
 */
public final class LoadBalancers implements Controllers {

  private static final String SERVICES = "services";
  private static final String FINALIZER = "service.kubernetes.io/load-balancer-cleanup";
  private static final String ANNOTATION = "service.beta.kubernetes.io/aws-load-balancer-";

  /** A load balancer with the Service that it belongs to. */
  public record Made(String namespace, String service, int nodePort, LoadBalancer loadBalancer) {}

  private final Cluster cluster;
  private final Map<String, Made> made = new HashMap<>();
  private final Map<String, Instant> ending = new HashMap<>();
  private long settled = -1;
  private Optional<Instant> next = Optional.empty();

  public LoadBalancers(Cluster cluster) {
    this.cluster = cluster;
  }

  public Collection<Made> made() {
    return made.values();
  }

  @Override
  public void settle(Instant now, Effects effects) {
    boolean due = next.isPresent() && !next.get().isAfter(now);
    if (settled == cluster.store().changed(SERVICES) && !due) {
      return;
    }
    next = Optional.empty();
    for (ObjectNode service : List.copyOf(cluster.store().list(SERVICES, ""))) {
      boolean ending = service.path("metadata").has("deletionTimestamp");
      boolean wanted =
          Trees.text(service, "spec", "type").equals("LoadBalancer")
              && Trees.text(service, "spec", "loadBalancerClass").isEmpty()
              && annotation(service, "type").equals("nlb");
      if (wanted && !ending) {
        ensure(service, now, effects);
      } else {
        cleanUp(service, now, effects);
      }
    }
    settled = cluster.store().changed(SERVICES);
  }

  private void ensure(ObjectNode service, Instant now, Effects effects) {
    String uid = Trees.text(service, "metadata", "uid");
    ObjectNode current = service;
    if (!finalizers(service).contains(FINALIZER)) {
      ObjectNode marked = service.deepCopy();
      Trees.ensure(marked, "metadata").withArrayProperty("finalizers").add(FINALIZER);
      current = cluster.store().put(SERVICES, marked);
    }
    LoadBalancerRequest request = request(current, uid);
    LoadBalancer loadBalancer = cluster.aws().ensureLoadBalancer(request, effects);
    made.put(
        uid,
        new Made(
            Trees.text(service, "metadata", "namespace"),
            Trees.text(service, "metadata", "name"),
            request.nodePort(),
            loadBalancer));
    ObjectNode status = Trees.object();
    ObjectNode balancer = status.putObject("loadBalancer");
    if (loadBalancer.namedAt().isAfter(now)) {
      lookAt(loadBalancer.namedAt());
    } else {
      balancer.putArray("ingress").addObject().put("hostname", loadBalancer.dnsName());
    }
    cluster.status(SERVICES, current, status);
  }

  private void lookAt(Instant at) {
    next = Optional.of(next.filter(sooner -> sooner.isBefore(at)).orElse(at));
  }

  /** The finalizer stays on the Service until its load balancer is gone. */
  private void cleanUp(ObjectNode service, Instant now, Effects effects) {
    String uid = Trees.text(service, "metadata", "uid");
    if (made.containsKey(uid)) {
      Instant gone =
          ending.computeIfAbsent(
              uid,
              any ->
                  now.plus(
                      cluster.delay(
                          DelayKind.LOAD_BALANCER_DELETE,
                          Trees.text(service, "metadata", "namespace"),
                          Trees.text(service, "metadata", "name"))));
      if (gone.isAfter(now)) {
        lookAt(gone);
        return;
      }
      ending.remove(uid);
      cluster.aws().deleteLoadBalancer(made.remove(uid).loadBalancer(), cluster.id(), effects);
    }
    if (!finalizers(service).contains(FINALIZER)) {
      return;
    }
    ObjectNode freed = service.deepCopy();
    ArrayNode left = Trees.array();
    finalizers(service).stream().filter(name -> !name.equals(FINALIZER)).forEach(left::add);
    Trees.ensure(freed, "metadata").set("finalizers", left);
    if (left.isEmpty() && freed.path("metadata").has("deletionTimestamp")) {
      cluster.server().changes().delete("service-controller", SERVICES, "Service", freed, effects);
    } else {
      cluster.store().put(SERVICES, freed);
    }
  }

  private LoadBalancerRequest request(ObjectNode service, String uid) {
    JsonNode port = Trees.at(service, "spec", "ports").path(0);
    Map<String, String> tags = new LinkedHashMap<>();
    for (String pair : annotation(service, "additional-resource-tags").split(",")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        tags.put(pair.substring(0, equals).trim(), pair.substring(equals + 1).trim());
      }
    }
    tags.put(
        "kubernetes.io/service-name",
        Trees.text(service, "metadata", "namespace")
            + "/"
            + Trees.text(service, "metadata", "name"));
    tags.put("kubernetes.io/cluster/" + cluster.id().name(), "owned");
    List<String> subnets = new ArrayList<>();
    for (String subnet : annotation(service, "subnets").split(",")) {
      if (!subnet.isBlank()) {
        subnets.add(subnet.trim());
      }
    }
    List<String> ranges = new ArrayList<>();
    Trees.at(service, "spec", "loadBalancerSourceRanges")
        .forEach(range -> ranges.add(range.asText()));
    return new LoadBalancerRequest(
        cluster.id(),
        "a" + uid.replace("-", "").substring(0, 31),
        annotation(service, "internal").equals("true"),
        subnets,
        port.path("port").asInt(),
        port.path("nodePort").asInt(),
        tags,
        ranges);
  }

  private static String annotation(ObjectNode service, String name) {
    return Trees.text(Trees.at(service, "metadata", "annotations"), ANNOTATION + name);
  }

  private static List<String> finalizers(ObjectNode service) {
    List<String> names = new ArrayList<>();
    Trees.at(service, "metadata", "finalizers").forEach(name -> names.add(name.asText()));
    return names;
  }
}
