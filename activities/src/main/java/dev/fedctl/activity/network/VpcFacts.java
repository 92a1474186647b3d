package dev.fedctl.activity.network;

import java.util.List;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** All that was read of one VPC. */
record VpcFacts(Vpc vpc, boolean dnsSupport, boolean dnsHostnames, List<SubnetFacts> subnets) {

  List<SubnetFacts> of(SubnetFacts.Reach reach) {
    return subnets.stream().filter(subnet -> subnet.reach() == reach).toList();
  }
}
