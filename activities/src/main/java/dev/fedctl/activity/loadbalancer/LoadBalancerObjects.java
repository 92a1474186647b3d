package dev.fedctl.activity.loadbalancer;

import static java.util.stream.Collectors.joining;

import dev.fedctl.contract.activity.LoadBalancerActivities.LoadBalancerRequest;
import dev.fedctl.contract.spec.Scheme;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Karmada's namespace and the Service from which EKS's own service controller makes the load
 * balancer (annotations of cloud-provider-aws; it ignores those for scheme, name and target type).
 */
final class LoadBalancerObjects {

  static final String SERVICE = "karmada-service-loadbalancer";

  private static final String PREFIX = "service.beta.kubernetes.io/aws-load-balancer-";
  private static final int API_SERVER_PORT = 5443;

  private LoadBalancerObjects() {}

  static List<HasMetadata> of(LoadBalancerRequest request) {
    return List.of(namespace(request), service(request));
  }

  private static Namespace namespace(LoadBalancerRequest request) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(request.namespace())
        .addToLabels("karmada.io/system", "true")
        .endMetadata()
        .build();
  }

  private static Service service(LoadBalancerRequest request) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(SERVICE)
        .withNamespace(request.namespace())
        .withAnnotations(annotations(request))
        .endMetadata()
        .withNewSpec()
        .withType("LoadBalancer")
        // Client addresses must reach the nodes as they are: the controller turns these ranges into
        // rules of the nodes' security group, and an NLB that hides its clients would pass them
        // all.
        .withLoadBalancerSourceRanges(request.allowedCidrs())
        .addToSelector("app", "karmada-apiserver")
        .addNewPort()
        .withName("server")
        .withProtocol("TCP")
        .withPort(request.port())
        .withNewTargetPort(API_SERVER_PORT)
        .withNodePort(nodePort(request.port()))
        .endPort()
        .endSpec()
        .build();
  }

  /**
   * A NodePort of its own. That of the listener belongs to the Service karmada-apiserver, as
   * karmadactl makes it; left to chance, this Service could be given that very port first. The
   * lowest 86 ports of the range are never given by chance (Kubernetes, "static" band).
   */
  static int nodePort(int listener) {
    int usual = 30043;
    return listener == usual ? usual + 1 : usual;
  }

  private static Map<String, String> annotations(LoadBalancerRequest request) {
    Map<String, String> annotations = new TreeMap<>();
    annotations.put(PREFIX + "type", "nlb");
    annotations.put(PREFIX + "subnets", String.join(",", request.subnetIds()));
    annotations.put(PREFIX + "cross-zone-load-balancing-enabled", "true");
    annotations.put(PREFIX + "additional-resource-tags", tags(request));
    // TCP and not HTTPS: Karmada's API server speaks TLS 1.3 only, health checks may not.
    annotations.put(PREFIX + "healthcheck-protocol", "TCP");
    annotations.put(PREFIX + "healthcheck-interval", "10");
    annotations.put(PREFIX + "healthcheck-healthy-threshold", "2");
    annotations.put(PREFIX + "healthcheck-unhealthy-threshold", "2");
    if (request.scheme() == Scheme.INTERNAL) {
      annotations.put(PREFIX + "internal", "true");
    }
    return annotations;
  }

  private static String tags(LoadBalancerRequest request) {
    return request.claim().tags().entrySet().stream()
        .map(tag -> tag.getKey() + "=" + tag.getValue())
        .collect(joining(","));
  }
}
