package dev.fedctl.workflow;

import dev.fedctl.contract.spec.AccessSpec;
import dev.fedctl.contract.spec.DemoSpec;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.FederationDocument.Metadata;
import dev.fedctl.contract.spec.FederationSpec;
import dev.fedctl.contract.spec.KarmadaSpec;
import dev.fedctl.contract.spec.KarmadaSpec.ApiServer;
import dev.fedctl.contract.spec.KarmadaSpec.Crds;
import dev.fedctl.contract.spec.KarmadaSpec.Endpoint;
import dev.fedctl.contract.spec.KarmadaSpec.Etcd;
import dev.fedctl.contract.spec.MembersSpec;
import dev.fedctl.contract.spec.NetworkSpec;
import dev.fedctl.contract.spec.NodesSpec;
import dev.fedctl.contract.spec.NodesSpec.Architecture;
import dev.fedctl.contract.spec.Scheme;
import dev.fedctl.contract.spec.VpcSpec;
import java.util.List;
import java.util.Optional;

/** Specs for tests. */
final class Documents {

  private Documents() {}

  static FederationDocument withMembers(int count) {
    return of(new MembersSpec.Counted(count));
  }

  static FederationDocument withNodes(FederationDocument document, int count) {
    FederationSpec spec = document.spec();
    return new FederationDocument(
        document.apiVersion(),
        document.kind(),
        document.metadata(),
        new FederationSpec(
            spec.region(),
            spec.kubernetesVersion(),
            spec.network(),
            new NodesSpec(count, 2, 4, Architecture.X86_64),
            spec.access(),
            spec.karmada(),
            spec.members(),
            spec.demo()));
  }

  static FederationDocument of(MembersSpec members) {
    return new FederationDocument(
        FederationDocument.API_VERSION,
        FederationDocument.KIND,
        new Metadata("fed"),
        new FederationSpec(
            "eu-north-1",
            Optional.empty(),
            new NetworkSpec(new VpcSpec.ByName("KarmadaVPC")),
            new NodesSpec(3, 2, 4, Architecture.X86_64),
            new AccessSpec(List.of()),
            new KarmadaSpec(
                "v1.18.2",
                new Crds(Optional.empty(), Optional.empty()),
                new Etcd(3, "5Gi"),
                new ApiServer(3),
                new Endpoint(Scheme.INTERNET_FACING, 32443, List.of("0.0.0.0/0"))),
            members,
            new DemoSpec(4)));
  }
}
