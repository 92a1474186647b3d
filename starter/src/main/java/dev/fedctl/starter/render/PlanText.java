package dev.fedctl.starter.render;

import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.plan.PlanStep;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.FederationSpec;
import dev.fedctl.contract.spec.NodesSpec;
import dev.fedctl.contract.spec.VpcSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A plan as a person reads it: the effective parameters, then the steps by scope. */
public final class PlanText {

  private PlanText() {}

  public static String of(FederationDocument document, Plan plan) {
    return parameters(document)
        + steps(plan.steps())
        + "%n%d steps; the longest chain usually takes %s.%n"
            .formatted(plan.steps().size(), Durations.text(plan.expected()));
  }

  public static String steps(List<PlanStep> steps) {
    StringBuilder text = new StringBuilder();
    String scope = "";
    for (PlanStep step : steps) {
      if (!step.scope().equals(scope)) {
        scope = step.scope();
        text.append('\n').append(scope).append('\n');
      }
      text.append(
          "  + %-24s %-48s %9s%s%n"
              .formatted(
                  name(step.id()),
                  step.title(),
                  Durations.text(step.expected()),
                  step.skippable() ? "  can be skipped" : ""));
      List<String> waits =
          Stream.concat(step.waitsFor().stream(), step.readyAfter().stream()).toList();
      if (!waits.isEmpty()) {
        text.append("      after ").append(waits(waits, scope)).append('\n');
      }
    }
    return text.toString();
  }

  public static String parameters(FederationDocument document) {
    FederationSpec spec = document.spec();
    NodesSpec nodes = spec.nodes();
    List<String> lines = new ArrayList<>();
    lines.add("federation          " + document.name());
    lines.add("region              " + spec.region());
    lines.add("VPC                 " + vpc(spec.network().vpc()));
    lines.add("Kubernetes          " + spec.kubernetesVersion().orElse("EKS's default"));
    lines.add("clusters            1 parent, " + document.memberSpecs().size() + " members");
    lines.add(
        "nodes per cluster   %d × %d vCPU / %d GiB %s"
            .formatted(
                nodes.count(), nodes.vcpus(), nodes.memoryGiB(), nodes.architecture().ec2Name()));
    lines.add(
        "Karmada             %s, %d API servers, %d etcd members of %s"
            .formatted(
                spec.karmada().version(),
                spec.karmada().apiServer().replicas(),
                spec.karmada().etcd().replicas(),
                spec.karmada().etcd().storage()));
    lines.add(
        "demo                "
            + (document.hasDemo() ? spec.demo().replicas() + " replicas" : "none"));
    return String.join("\n", lines) + "\n";
  }

  private static String vpc(VpcSpec vpc) {
    return switch (vpc) {
      case VpcSpec.ByName(String name) -> name;
      case VpcSpec.ById(String id) -> id;
    };
  }

  private static String waits(List<String> ids, String scope) {
    List<String> names =
        ids.stream().map(id -> id.startsWith(scope + "/") ? name(id) : id).distinct().toList();
    return names.size() <= 6
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 5)) + " and " + (names.size() - 5) + " more";
  }

  private static String name(String id) {
    return id.substring(id.indexOf('/') + 1);
  }
}
