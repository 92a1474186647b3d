package dev.fedctl.sandbox.karmada;

import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.EksCluster;
import java.time.Instant;
import java.util.Optional;

/** The clusters that a Karmada can reach. */
public interface Members {

  /** The cluster that serves an API endpoint, if it answers now. */
  Optional<EksCluster> at(String apiEndpoint, Instant now);

  /** Brings a member to what its own controllers would have made of it by now. */
  void settle(EksCluster member, Instant now, Effects effects);
}
