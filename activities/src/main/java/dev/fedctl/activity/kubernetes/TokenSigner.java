package dev.fedctl.activity.kubernetes;

import dev.fedctl.contract.activity.ClusterRef;

/** Makes the bearer tokens that a cluster's API accepts. */
public interface TokenSigner {

  /** A token with some minutes of life left. */
  String token(ClusterRef cluster);

  /** The next token is a new one: the last was refused. */
  void forget(ClusterRef cluster);
}
