package dev.fedctl.workflow;

import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.FederationSpec;
import dev.fedctl.contract.spec.MemberSpec;
import dev.fedctl.contract.workflow.ClusterInput;
import dev.fedctl.contract.workflow.ClusterPlace;
import dev.fedctl.contract.workflow.FederationContext;
import dev.fedctl.contract.workflow.KarmadaInput;
import dev.fedctl.contract.workflow.MemberInput;
import java.util.Optional;

/** What is known before the first cluster is begun, and the inputs that follow from it. */
record Preparation(FederationDocument document, FederationContext context, ClusterPlace home) {

  ClusterInput parent() {
    FederationSpec spec = document.spec();
    return new ClusterInput(
        context,
        document.parentName(),
        spec.region(),
        spec.nodes(),
        home,
        Optional.empty(),
        false,
        true);
  }

  KarmadaInput karmada(boolean again, boolean hostReady) {
    return new KarmadaInput(
        context, host(), home.network(), document.spec().karmada(), again, hostReady);
  }

  private ClusterRef host() {
    return new ClusterRef(document.spec().region(), document.parentName());
  }

  MemberInput member(MemberSpec member, Optional<KarmadaRef> answering) {
    FederationSpec spec = document.spec();
    return new MemberInput(
        new ClusterInput(
            context,
            member.name(),
            member.region().orElse(spec.region()),
            member.nodes().orElse(spec.nodes()),
            home,
            member.network(),
            member.hasOwnPlace(),
            false),
        member.labels(),
        answering);
  }
}
