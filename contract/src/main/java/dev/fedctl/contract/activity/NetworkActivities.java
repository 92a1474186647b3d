package dev.fedctl.contract.activity;

import dev.fedctl.contract.spec.NodesSpec;
import dev.fedctl.contract.spec.VpcSpec;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** What stands in EC2 already. */
@ActivityInterface
public interface NetworkActivities {

  /**
   * Finds the VPC and the subnets that clusters can use.
   *
   * <p>A subnet is public when its route table (its own, else the VPC's main one) sends the world
   * to an internet gateway, private when it sends it elsewhere; blackholed routes do not count.
   * Local and wavelength zones and zones where EKS cannot be (zone ids use1-az3, usw1-az2,
   * cac1-az3) are left out. Fails with INVALID_SPEC naming all problems at once, each with its
   * cure: no such VPC, several of that name (with their ids), fewer than two zones, no public
   * subnet, public node subnets that map no public addresses, DNS support or host names off, too
   * few free addresses.
   */
  @ActivityMethod(name = "FindNetwork")
  NetworkObserved findNetwork(NetworkQuery query);

  /**
   * Finds instance types with exactly so many vCPUs and so much memory, of the architecture,
   * current generation, offered in every zone; at most 20, cheapest families first.
   *
   * <p>Fails with INVALID_SPEC ({@code spec.nodes}) when there is none.
   */
  @ActivityMethod(name = "FindInstanceTypes")
  InstanceTypes findInstanceTypes(InstanceTypeQuery query);

  /**
   * Which VPC.
   *
   * @param specPath where the spec asks for it: {@code spec.network.vpc}
   * @param clusters how many clusters share it
   * @param nodesPerCluster addresses are counted for them
   * @param internetFacing whether a load balancer will want public subnets
   */
  record NetworkQuery(
      String region,
      VpcSpec vpc,
      String specPath,
      int clusters,
      int nodesPerCluster,
      boolean internetFacing) {}

  /** Which instance types, in which zones; {@code specPath} as above. */
  record InstanceTypeQuery(String region, List<String> zones, NodesSpec nodes, String specPath) {}

  /** Names of instance types, best first. */
  record InstanceTypes(List<String> names) {}
}
