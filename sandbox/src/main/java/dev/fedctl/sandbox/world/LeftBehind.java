package dev.fedctl.sandbox.world;

import java.util.Set;

/**
 * What the controllers of a cluster do not take away when they should, as in AWS when one of them
 * is restarted or dies at the wrong time.
 *
 * @param cluster its name; {@code *} stands for all
 */
public record LeftBehind(String cluster, Set<Thing> things) {

  static final String ANY = "*";

  /** What stays behind. */
  public enum Thing {
    /** The load balancer of a Service, with its target groups. */
    LOAD_BALANCER("loadBalancer"),
    /** The target groups of a load balancer that is gone. */
    TARGET_GROUP("targetGroup"),
    /** The security group {@code k8s-elb-…} of a load balancer. */
    SECURITY_GROUP("securityGroup"),
    /** The volume of a claim. */
    VOLUME("volume"),
    /** A network interface for each node, of a VPC CNI that died with it. */
    NETWORK_INTERFACE("networkInterface"),
    /** The log group of a control plane whose logging somebody has turned on. */
    LOG_GROUP("logGroup");

    private final String word;

    Thing(String word) {
      this.word = word;
    }

    /** What a world file calls it. */
    public String word() {
      return word;
    }
  }

  public LeftBehind {
    things = Set.copyOf(things);
  }

  boolean means(String name, Thing thing) {
    return (cluster.equals(ANY) || cluster.equals(name)) && things.contains(thing);
  }
}
