package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.ec2.Ec2Region;
import dev.fedctl.sandbox.aws.ec2.LaunchTemplate;
import dev.fedctl.sandbox.aws.ec2.Resource;
import dev.fedctl.sandbox.aws.iam.Role;
import dev.fedctl.sandbox.world.InstanceTypes.InstanceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What EKS checks of CreateNodegroup beyond the table. */
final class NodegroupChecks {

  /** A version of a launch template. */
  record Template(String id, String name, String version) {}

  /** What a node group is made of, defaults filled in. */
  record Choice(
      Optional<Template> launchTemplate,
      List<String> instanceTypes,
      String amiType,
      List<Ec2Region.Subnet> subnets,
      int desired) {}

  private NodegroupChecks() {}

  static Choice check(Input input, Cluster cluster, Ec2Region region) {
    List<Ec2Region.Subnet> subnets = Networks.subnets(input.texts("subnets"), region);
    if (subnets.isEmpty()) {
      throw EksErrors.parameter("subnets: at least one subnet must be specified");
    }
    if (subnets.stream().anyMatch(subnet -> !subnet.vpcId().equals(cluster.birth().vpcId()))) {
      throw EksErrors.parameter("Subnets are not in the same VPC as the cluster");
    }
    Optional<Resource<LaunchTemplate>> template =
        input.structure("launchTemplate").map(wanted -> template(wanted, region));
    Optional<LaunchTemplate.Version> version =
        template.map(found -> version(found, input.structure("launchTemplate").orElseThrow()));
    version.ifPresent(found -> checkTemplate(new Input(found.data()), input));
    String amiType = input.text("amiType").orElse("AL2023_x86_64_STANDARD");
    List<String> types = instanceTypes(input, version, amiType, region);
    return new Choice(
        template.flatMap(
            found ->
                version.map(
                    chosen ->
                        new Template(
                            found.id(), found.facts().name(), Long.toString(chosen.number())))),
        types,
        amiType,
        subnets,
        desired(input));
  }

  private static Resource<LaunchTemplate> template(Input wanted, Ec2Region region) {
    if (wanted.has("id") == wanted.has("name")) {
      throw EksErrors.parameter(
          "Either launch template id or launch template name must be specified, and not both");
    }
    return wanted
        .text("id")
        .flatMap(region::launchTemplate)
        .or(() -> wanted.text("name").flatMap(region::launchTemplateNamed))
        .orElseThrow(
            () ->
                EksErrors.parameter(
                    "Launch template with id or name "
                        + wanted.text("id").or(() -> wanted.text("name")).orElse("")
                        + " does not exist"));
  }

  private static LaunchTemplate.Version version(Resource<LaunchTemplate> template, Input wanted) {
    String number = wanted.text("version").orElse("$Default");
    return template
        .facts()
        .version(number)
        .orElseThrow(
            () -> EksErrors.parameter("Launch template version " + number + " does not exist"));
  }

  private static void checkTemplate(Input data, Input input) {
    if (input.has("diskSize")) {
      throw EksErrors.parameter("Disk size must be specified within the launch template.");
    }
    if (input.has("remoteAccess")) {
      throw EksErrors.parameter(
          "Remote access configuration cannot be specified with a launch template.");
    }
    if (data.has("InstanceType") && input.has("instanceTypes")) {
      throw EksErrors.request("Cannot specify instance types in launch template and API request");
    }
    if (data.has("IamInstanceProfile")) {
      throw EksErrors.parameter("Launch template must not have an IAM instance profile");
    }
    if (data.structures("NetworkInterfaces").stream().anyMatch(one -> one.has("SubnetId"))) {
      throw EksErrors.parameter("Launch template must not have a subnet");
    }
    if (data.has("InstanceMarketOptions")) {
      throw EksErrors.parameter("Launch template must not request Spot instances");
    }
    if (data.has("ImageId")) {
      checkImage(input);
    }
  }

  private static void checkImage(Input input) {
    if (!input.text("amiType").orElse("CUSTOM").equals("CUSTOM")) {
      throw EksErrors.parameter(
          "You cannot specify an AMI Type other than CUSTOM, when specifying an image id in your"
              + " launch template.");
    }
    if (input.has("version")) {
      throw EksErrors.parameter(
          "You cannot specify a kubernetes version to use when specifying an image id to use"
              + " within the launch template.");
    }
  }

  private static List<String> instanceTypes(
      Input input, Optional<LaunchTemplate.Version> version, String amiType, Ec2Region region) {
    List<String> types = new ArrayList<>(input.texts("instanceTypes"));
    version.flatMap(found -> new Input(found.data()).text("InstanceType")).ifPresent(types::add);
    if (types.isEmpty()) {
      types.add(amiType.contains("ARM_64") ? "t4g.medium" : "t3.medium");
    }
    String architecture = amiType.contains("ARM_64") ? "arm64" : "x86_64";
    for (String name : types) {
      InstanceType type =
          region
              .instanceType(name)
              .orElseThrow(
                  () ->
                      EksErrors.parameter(
                          "The following supplied instance types do not exist: [" + name + "]"));
      if (!type.architecture().equals(architecture)) {
        throw EksErrors.parameter(
            "[" + name + "] is not a valid instance type for requested amiType " + amiType);
      }
    }
    return types;
  }

  /** The number of nodes that a request wants. */
  static int desired(Input input) {
    Optional<Input> scaling = input.structure("scalingConfig");
    int min = scaling.flatMap(config -> config.number("minSize")).orElse(1);
    int max = scaling.flatMap(config -> config.number("maxSize")).orElse(2);
    int desired = scaling.flatMap(config -> config.number("desiredSize")).orElse(2);
    if (min > max) {
      throw EksErrors.parameter(
          "Minimum capacity %d can't be greater than maximum size %d".formatted(min, max));
    }
    if (desired < min) {
      throw EksErrors.parameter(
          "Minimum capacity %d can't be greater than desired size %d".formatted(min, desired));
    }
    if (desired > max) {
      throw EksErrors.parameter(
          "Desired capacity %d can't be greater than max size %d".formatted(desired, max));
    }
    return desired;
  }

  /** Why nodes that EKS agrees to launch would not join. */
  static Optional<Nodegroup.Issue> obstacle(
      Input input, List<String> types, Role role, Ec2Region region, Instant now) {
    List<Ec2Region.Subnet> subnets = Networks.subnets(input.texts("subnets"), region);
    if (Nodes.usable(subnets, types, region).isEmpty()) {
      return Optional.of(
          new Nodegroup.Issue(
              "AsgInstanceLaunchFailures",
              "Could not launch On-Demand Instances. Unsupported - Your requested instance type ("
                  + types.getFirst()
                  + ") is not supported in your requested Availability Zone."));
    }
    for (Ec2Region.Subnet subnet : subnets) {
      String route = region.defaultRoute(subnet);
      if (route.startsWith("igw-") && !subnet.facts().mapPublicIpOnLaunch()) {
        return Optional.of(
            new Nodegroup.Issue(
                "Ec2SubnetInvalidConfiguration",
                "One or more Amazon EC2 Subnets of ["
                    + subnet.facts().id()
                    + "] does not automatically assign public IP addresses to instances launched"
                    + " into it."));
      }
      if (route.isEmpty()) {
        return Optional.of(
            new Nodegroup.Issue(
                "NodeCreationFailure",
                "Instances failed to join the kubernetes cluster: "
                    + subnet.facts().id()
                    + " has no way out"));
      }
    }
    boolean worker =
        role.hasManagedPolicy("AmazonEKSWorkerNodePolicy", now)
            || role.hasManagedPolicy("AmazonEKSWorkerNodeMinimalPolicy", now);
    boolean images =
        role.hasManagedPolicy("AmazonEC2ContainerRegistryPullOnly", now)
            || role.hasManagedPolicy("AmazonEC2ContainerRegistryReadOnly", now);
    if (!worker || !images || !role.hasManagedPolicy("AmazonEKS_CNI_Policy", now)) {
      return Optional.of(
          new Nodegroup.Issue(
              "NodeCreationFailure",
              "Instances failed to join the kubernetes cluster: the node role lacks a policy"));
    }
    return Optional.empty();
  }
}
