package dev.fedctl.activity.golden;

import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.spec.KarmadaSpec;
import dev.fedctl.contract.spec.Scheme;
import java.util.List;
import java.util.Optional;

/** The guidance federation, as the tests know it. */
public final class Specs {

  public static final ClusterRef PARENT = new ClusterRef("eu-north-1", "guidance-parent");
  public static final String ADDRESS = "a1b2c3-0123456789abcdef.elb.eu-north-1.amazonaws.com";
  public static final KarmadaRef KARMADA =
      new KarmadaRef(PARENT, KarmadaRef.NAMESPACE, ADDRESS, 32443);
  public static final Owner OWNER =
      new Owner("guidance", "111122223333", "eu-north-1", "0123456789abcdef");

  private Specs() {}

  public static Claim claim(String resource) {
    return OWNER.claim(resource);
  }

  public static KarmadaSpec karmada() {
    return new KarmadaSpec(
        "v1.18.2",
        new KarmadaSpec.Crds(Optional.empty(), Optional.empty()),
        new KarmadaSpec.Etcd(3, "5Gi"),
        new KarmadaSpec.ApiServer(3),
        new KarmadaSpec.Endpoint(Scheme.INTERNET_FACING, 32443, List.of("203.0.113.0/24")));
  }
}
