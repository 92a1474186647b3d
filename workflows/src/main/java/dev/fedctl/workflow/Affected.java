package dev.fedctl.workflow;

import dev.fedctl.contract.change.Change;
import dev.fedctl.contract.plan.Scopes;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MemberSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a change of the spec concerns. */
final class Affected {

  private Affected() {}

  /** Whether what was settled before the first cluster has to be settled again. */
  static boolean preparation(Change change) {
    return !change.path().startsWith("spec.members") && !change.path().startsWith("spec.demo");
  }

  /** The scopes whose workflows have to bring it about. */
  static Set<String> scopes(List<Change> changes, FederationDocument document) {
    Set<String> scopes = new LinkedHashSet<>();
    changes.forEach(change -> scopes.addAll(scopes(change.path(), document)));
    return scopes;
  }

  private static Set<String> scopes(String path, FederationDocument document) {
    Set<String> scopes = new LinkedHashSet<>();
    if (path.startsWith("spec.members[")) {
      scopes.add(path.substring(path.indexOf('[') + 1, path.indexOf(']')));
    } else if (path.startsWith("spec.karmada.")) {
      scopes.add(Scopes.KARMADA);
    } else if (path.startsWith("spec.nodes.") || path.startsWith("spec.access.")) {
      scopes.add(document.parentName());
      document.memberSpecs().stream()
          .filter(member -> path.startsWith("spec.access.") || member.nodes().isEmpty())
          .map(MemberSpec::name)
          .forEach(scopes::add);
    }
    return scopes;
  }
}
