package dev.fedctl.contract.activity;

import dev.fedctl.contract.activity.InventoryActivities.Finding;
import dev.fedctl.contract.identity.Claim;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Removes what is ours and was left behind, whoever was to take it away. */
@ActivityInterface
public interface SweepActivities {

  /**
   * Deletes the {@code available} network interfaces in the security group of a cluster that is
   * ours: a VPC CNI that died with its node leaves them, and EKS then keeps the security group. A
   * cluster that is not ours is a CONFLICT, one that is gone is absent.
   */
  @ActivityMethod(name = "DeleteInterfaces")
  StepOutcome deleteInterfaces(InterfacesRemoval removal);

  /**
   * Looks whether a cluster that is gone has left something: load balancers, target groups, network
   * interfaces, security groups, volumes, its log group. Deletes what nothing holds; until a look
   * finds nothing it is NOT_READY, naming what is left and what holds it.
   */
  @ActivityMethod(name = "AwaitLeftoversGone")
  Awaited<StepOutcome> awaitLeftoversGone(LeftoversWait wait);

  /**
   * Looks whether anything of the federation is left, of any life of it, by tags alone. Deletes
   * what nothing holds, launch templates and roles last. Ends when nothing is left but clusters,
   * whose end is a work of its own, and what hangs on them; else it is NOT_READY, naming what is
   * left and what holds it.
   */
  @ActivityMethod(name = "AwaitSwept")
  Awaited<Swept> awaitSwept(SweepWait wait);

  /** Network interfaces to be gone; the claim is that of the cluster's making. */
  record InterfacesRemoval(Claim claim, ClusterRef cluster) implements Claimed {}

  /** What a cluster may have left, to be gone; the claim is that of the cluster's making. */
  record LeftoversWait(Claim claim, ClusterRef cluster, Patience patience) implements Claimed {}

  /**
   * A federation of which nothing is to be left.
   *
   * @param regions where to look
   * @param clusters names that are known to have been its clusters
   * @param since when this life of it began
   * @param rolesToo whether roles go as well; clusters that stand need them
   */
  record SweepWait(
      Claim claim,
      List<String> regions,
      List<String> clusters,
      Instant since,
      boolean rolesToo,
      Patience patience)
      implements Claimed {

    public SweepWait {
      regions = List.copyOf(regions);
      clusters = List.copyOf(clusters);
    }
  }

  /**
   * What a sweep ends with.
   *
   * @param clusters those that stand
   */
  record Swept(List<Finding> clusters) {

    public Swept {
      clusters = List.copyOf(clusters);
    }

    /** The lives that they belong to. */
    public Optional<String> generation() {
      return clusters.stream().flatMap(cluster -> cluster.generation().stream()).findFirst();
    }
  }
}
