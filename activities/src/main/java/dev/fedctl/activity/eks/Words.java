package dev.fedctl.activity.eks;

import dev.fedctl.contract.activity.ClusterRef;

/** How things of EKS are named to operators. */
final class Words {

  private Words() {}

  static String text(ClusterRef cluster) {
    return "EKS cluster \"" + cluster.name() + "\" in " + cluster.region();
  }
}
