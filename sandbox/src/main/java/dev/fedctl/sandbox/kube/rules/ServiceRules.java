package dev.fedctl.sandbox.kube.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fedctl.sandbox.kube.schema.Conformance.Violation;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What kube-apiserver refuses in a Service. */
final class ServiceRules {

  private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-f:]*:.*");
  private static final Pattern RANGE =
      Pattern.compile("\\s*(\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:]*)/\\d{1,3}\\s*");

  private ServiceRules() {}

  static void check(JsonNode service, List<Violation> found) {
    JsonNode spec = service.path("spec");
    String type = Trees.text(spec, "type");
    String address = Trees.text(spec, "clusterIP");
    boolean headless = address.equals("None");
    if (type.equals("ExternalName")) {
      String name = Trees.text(spec, "externalName");
      if (name.isEmpty()) {
        found.add(new Violation("FieldValueRequired", "spec.externalName", "Required value"));
      } else {
        Names.invalid(found, "spec.externalName", name, Names.subdomain(name));
      }
    } else if (spec.path("ports").isEmpty() && !headless) {
      found.add(new Violation("FieldValueRequired", "spec.ports", "Required value"));
    }
    if (headless && (type.equals("LoadBalancer") || type.equals("NodePort"))) {
      Names.invalid(
          found,
          "spec.clusterIPs[0]",
          "None",
          "may not be set to 'None' for " + type + " services");
    } else if (!headless && !address.isEmpty() && !isAddress(address)) {
      Names.invalid(
          found,
          "spec.clusterIPs[0]",
          address,
          "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
    }
    ports(spec.path("ports"), type, found);
    outside(spec, type, found);
    Names.labels(spec.path("selector"), "spec.selector", found);
    if (!type.equals("LoadBalancer")
        && !Trees.at(service, "status", "loadBalancer", "ingress").isEmpty()) {
      found.add(
          new Violation(
              "FieldValueForbidden",
              "status.loadBalancer.ingress",
              "Forbidden: may only be used when `spec.type` is 'LoadBalancer'"));
    }
  }

  /** Whether a text looks like an IP address. */
  static boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches();
  }

  private static void ports(JsonNode ports, String type, List<Violation> found) {
    Set<String> names = new HashSet<>();
    Set<String> numbers = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      JsonNode port = ports.get(i);
      String path = "spec.ports[" + i + "]";
      String name = Trees.text(port, "name");
      if (name.isEmpty() && ports.size() > 1) {
        found.add(new Violation("FieldValueRequired", path + ".name", "Required value"));
      } else if (!name.isEmpty() && !Names.label(name).isEmpty()) {
        Names.invalid(found, path + ".name", name, Names.label(name));
      } else if (!name.isEmpty() && !names.add(name)) {
        found.add(
            new Violation(
                "FieldValueDuplicate", path + ".name", "Duplicate value: \"" + name + "\""));
      }
      PodRules.portRange(port.path("port"), path + ".port", found);
      JsonNode target = port.path("targetPort");
      if (target.isIntegralNumber()) {
        PodRules.portRange(target, path + ".targetPort", found);
      } else if (target.isTextual()) {
        Names.invalid(
            found, path + ".targetPort", target.asText(), Names.portName(target.asText()));
      }
      if (port.path("nodePort").asInt() != 0 && type.equals("ClusterIP")) {
        found.add(forbidden(path + ".nodePort", "may not be used when `type` is 'ClusterIP'"));
      }
      if (!numbers.add(port.path("port") + "/" + Trees.text(port, "protocol"))) {
        found.add(
            new Violation(
                "FieldValueDuplicate",
                path,
                "Duplicate value: {\"Name\":\"\",\"Protocol\":\""
                    + Trees.text(port, "protocol")
                    + "\",\"AppProtocol\":null,\"Port\":"
                    + port.path("port")
                    + ",\"TargetPort\":0,\"NodePort\":0}"));
      }
    }
  }

  /** What only Services that are reached from outside have. */
  private static void outside(JsonNode spec, String type, List<Violation> found) {
    boolean balanced = type.equals("LoadBalancer");
    JsonNode ranges = spec.path("loadBalancerSourceRanges");
    if (!balanced && !ranges.isEmpty()) {
      found.add(
          forbidden(
              "spec.LoadBalancerSourceRanges", "may only be used when `type` is 'LoadBalancer'"));
    }
    for (int i = 0; balanced && i < ranges.size(); i++) {
      if (!RANGE.matcher(ranges.get(i).asText()).matches()) {
        Names.invalid(
            found,
            "spec.LoadBalancerSourceRanges[" + i + "]",
            ranges.get(i).asText(),
            "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
      }
    }
    if (!balanced && spec.has("loadBalancerClass")) {
      found.add(
          forbidden("spec.loadBalancerClass", "may only be used when `type` is 'LoadBalancer'"));
    }
    if (!balanced && !type.equals("NodePort") && spec.has("externalTrafficPolicy")) {
      Names.invalid(
          found,
          "spec.externalTrafficPolicy",
          Trees.text(spec, "externalTrafficPolicy"),
          "may only be set for externally-accessible services");
    }
  }

  private static Violation forbidden(String field, String why) {
    return new Violation("FieldValueForbidden", field, "Forbidden: " + why);
  }
}
