package dev.fedctl.activity.network;

import dev.fedctl.activity.Waits;
import dev.fedctl.activity.network.SubnetFacts.Reach;
import dev.fedctl.contract.activity.NetworkActivities.NetworkQuery;
import dev.fedctl.contract.activity.NetworkObserved;
import dev.fedctl.contract.activity.NetworkObserved.Subnet;
import dev.fedctl.contract.failure.FailureFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Chooses subnets for nodes and load balancers, and names everything that is in the way. */
final class NetworkChoice {

  private static final int ZONES = 2;

  /** EKS puts its network interfaces into each subnet of a cluster and wants six free addresses. */
  private static final int CONTROL_PLANE_ADDRESSES = 6;

  /**
   * What a small node takes for itself and the pods it starts with: the vpc-cni add-on keeps one
   * network interface of addresses spare.
   */
  private static final int NODE_ADDRESSES = 12;

  private final VpcFacts facts;
  private final NetworkQuery query;
  private final List<String> problems = new ArrayList<>();

  NetworkChoice(VpcFacts facts, NetworkQuery query) {
    this.facts = facts;
    this.query = query;
  }

  /** Fails with INVALID_SPEC naming every problem, each with its cure. */
  NetworkObserved choose() {
    checkDns();
    List<SubnetFacts> nodes = nodeSubnets();
    List<Subnet> publics = onePerZone(facts.of(Reach.PUBLIC));
    List<Subnet> privates = onePerZone(facts.of(Reach.PRIVATE));
    if (query.internetFacing() && publics.isEmpty()) {
      problems.add(
          "no subnet routes to an internet gateway, which an internet-facing load balancer needs:"
              + " add a public subnet, or set spec.karmada.endpoint.scheme to internal");
    }
    if (!problems.isEmpty()) {
      throw Waits.failure(
          FailureFacts.invalidSpec(
              query.specPath(),
              facts.vpc().vpcId() + " cannot be used: " + String.join("; ", problems),
              "mend the VPC, or name another one, then retry"));
    }
    return new NetworkObserved(
        facts.vpc().vpcId(), nodes.stream().map(NetworkChoice::subnet).toList(), publics, privates);
  }

  private void checkDns() {
    if (!facts.dnsSupport()) {
      problems.add("DNS support is off, without which nodes cannot join: set enableDnsSupport");
    }
    if (!facts.dnsHostnames()) {
      problems.add(
          "DNS host names are off, without which nodes cannot join: set enableDnsHostnames");
    }
  }

  private List<SubnetFacts> nodeSubnets() {
    List<SubnetFacts> privates = facts.of(Reach.PRIVATE);
    List<SubnetFacts> publics = facts.of(Reach.PUBLIC);
    boolean usePrivate = zones(privates) >= ZONES;
    List<SubnetFacts> chosen = usePrivate ? privates : publics;
    if (zones(chosen) < ZONES) {
      problems.add(
          "neither its private subnets with a way out (%s) nor its public ones (%s) lie in two zones that EKS can use: add subnets"
              .formatted(describe(privates), describe(publics)));
      return chosen;
    }
    if (!usePrivate) {
      checkPublicAddresses(chosen);
    }
    checkAddresses(chosen);
    return chosen;
  }

  private void checkPublicAddresses(List<SubnetFacts> chosen) {
    List<String> without =
        chosen.stream()
            .filter(subnet -> !subnet.mapsPublicAddresses())
            .map(SubnetFacts::id)
            .toList();
    if (!without.isEmpty()) {
      problems.add(
          "nodes would go to public subnets that give them no public address (%s): set MapPublicIpOnLaunch on them, or add private subnets with a NAT gateway"
              .formatted(String.join(", ", without)));
    }
  }

  private void checkAddresses(List<SubnetFacts> chosen) {
    List<String> full =
        chosen.stream()
            .filter(subnet -> subnet.freeAddresses() < CONTROL_PLANE_ADDRESSES)
            .map(subnet -> subnet.id() + " has " + subnet.freeAddresses())
            .toList();
    if (!full.isEmpty()) {
      problems.add(
          "a control plane needs %d free addresses in each subnet (%s): free some"
              .formatted(CONTROL_PLANE_ADDRESSES, String.join(", ", full)));
    }
    long free = chosen.stream().mapToLong(SubnetFacts::freeAddresses).sum();
    long needed =
        (long) query.clusters()
            * (CONTROL_PLANE_ADDRESSES + (long) query.nodesPerCluster() * NODE_ADDRESSES);
    if (free < needed) {
      problems.add(
          "%d clusters of %d nodes need about %d addresses in the node subnets, which have %d free: use larger subnets or fewer nodes"
              .formatted(query.clusters(), query.nodesPerCluster(), needed, free));
    }
  }

  private static String describe(List<SubnetFacts> subnets) {
    return subnets.isEmpty()
        ? "none"
        : subnets.stream()
            .map(subnet -> subnet.id() + " in " + subnet.zone())
            .collect(Collectors.joining(", "));
  }

  private static long zones(List<SubnetFacts> subnets) {
    return subnets.stream().map(SubnetFacts::zone).distinct().count();
  }

  private static List<Subnet> onePerZone(List<SubnetFacts> subnets) {
    Map<String, Subnet> byZone = new LinkedHashMap<>();
    subnets.forEach(subnet -> byZone.putIfAbsent(subnet.zone(), subnet(subnet)));
    return List.copyOf(byZone.values());
  }

  private static Subnet subnet(SubnetFacts facts) {
    return new Subnet(facts.id(), facts.zone());
  }
}
