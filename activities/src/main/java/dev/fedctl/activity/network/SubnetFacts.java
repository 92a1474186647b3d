package dev.fedctl.activity.network;

/**
 * A subnet in a zone that EKS can use.
 *
 * @param freeAddresses how many private IPv4 addresses are left
 */
record SubnetFacts(
    String id, String zone, Reach reach, boolean mapsPublicAddresses, int freeAddresses) {

  /** Where a subnet's route table sends the world. */
  enum Reach {
    /** To an internet gateway. */
    PUBLIC,
    /** Elsewhere: a NAT gateway, a transit gateway, a peering, an appliance. */
    PRIVATE,
    /** Nowhere. */
    ISOLATED
  }
}
