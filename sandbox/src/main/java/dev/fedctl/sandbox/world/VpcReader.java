package dev.fedctl.sandbox.world;

import dev.fedctl.sandbox.setup.Members;
import dev.fedctl.sandbox.setup.Value;
import dev.fedctl.sandbox.world.World.Route;
import dev.fedctl.sandbox.world.World.RouteTable;
import dev.fedctl.sandbox.world.World.Subnet;
import dev.fedctl.sandbox.world.World.Vpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the VPCs of a world file. */
final class VpcReader {

  private static final Pattern TARGET =
      Pattern.compile("local|(igw|nat|tgw|pcx|eni|vpce)-[0-9a-f]{8,17}");

  /** Addresses of a subnet that AWS keeps. */
  private static final int KEPT = 5;

  private final Forms forms;
  private final List<String> zones;

  VpcReader(Forms forms, List<String> zones) {
    this.forms = forms;
    this.zones = zones;
  }

  Vpc read(Value value) {
    Members members =
        value.members(
            "id",
            "cidr",
            "dnsSupport",
            "dnsHostnames",
            "tags",
            "subnets",
            "routeTables",
            "securityGroups");
    String id = forms.id(members.required("id"), "vpc");
    String cidr = Forms.cidr(members.required("cidr"));
    List<Subnet> subnets = members.list("subnets", this::subnet);
    List<String> ids = subnets.stream().map(Subnet::id).toList();
    List<RouteTable> tables = new ArrayList<>(members.list("routeTables", t -> table(t, ids)));
    List<RouteTable> main = tables.stream().filter(RouteTable::main).toList();
    if (main.size() > 1) {
      throw members.required("routeTables").refused("has two main tables", "a VPC has one");
    }
    if (main.isEmpty()) {
      // Every VPC has one; without a word about it, it leads nowhere.
      tables.add(
          new RouteTable(
              "rtb-" + id.substring("vpc-".length()),
              true,
              List.of(),
              List.of(new Route(cidr, "local", false)),
              Map.of()));
    }
    return new Vpc(
        id,
        cidr,
        members.flag("dnsSupport", true),
        members.flag("dnsHostnames", true),
        members.texts("tags"),
        subnets,
        tables,
        members.list("securityGroups", this::securityGroup));
  }

  private Subnet subnet(Value value) {
    Members members =
        value.members("id", "zone", "cidr", "mapPublicIpOnLaunch", "availableAddresses", "tags");
    String cidr = Forms.cidr(members.required("cidr"));
    int bits = Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
    if (bits < 16 || bits > 28) {
      throw members.required("cidr").refused("found /" + bits, "a subnet has /16 to /28");
    }
    return new Subnet(
        forms.id(members.required("id"), "subnet"),
        members.required("zone").oneOf(zones.toArray(String[]::new)),
        cidr,
        members.flag("mapPublicIpOnLaunch", false),
        members
            .optional("availableAddresses")
            .map(number -> number.whole(0))
            .orElse((1 << (32 - bits)) - KEPT),
        members.texts("tags"));
  }

  private RouteTable table(Value value, List<String> subnets) {
    Members members = value.members("id", "main", "subnets", "routes", "tags");
    return new RouteTable(
        forms.id(members.required("id"), "rtb"),
        members.flag("main", false),
        members.list("subnets", subnet -> subnet.oneOf(subnets.toArray(String[]::new))),
        members.list("routes", VpcReader::route),
        members.texts("tags"));
  }

  private static Route route(Value value) {
    Members members = value.members("destination", "target", "blackhole");
    return new Route(
        Forms.cidr(members.required("destination")),
        members.required("target").text(TARGET, "local or the id of a gateway or interface"),
        members.flag("blackhole", false));
  }

  private Foreign.SecurityGroup securityGroup(Value value) {
    Members members = value.members("id", "name", "description", "tags");
    return new Foreign.SecurityGroup(
        forms.id(members.required("id"), "sg"),
        members.required("name").text(),
        members.optional("description").map(Value::text).orElse("somebody else's"),
        members.texts("tags"));
  }
}
