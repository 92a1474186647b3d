package dev.fedctl.activity.wire;

import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.EksActivities.ClusterRemoval;
import dev.fedctl.contract.activity.EksActivities.LaunchTemplateRemoval;
import dev.fedctl.contract.activity.EksActivities.NodeGroupRemoval;
import dev.fedctl.contract.activity.IamActivities;
import dev.fedctl.contract.activity.IamActivities.Purpose;
import dev.fedctl.contract.activity.IamActivities.RoleRemoval;
import dev.fedctl.contract.activity.StepOutcome;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** The steps that delete something of AWS's, each with the one that makes it. */
// What the constants hold are lambdas that keep no state of their own.
@SuppressWarnings("ImmutableEnumChecker")
enum AwsDelete {
  ROLE(
      AwsEnsure.ROLE_NODE,
      AwsDelete::addPolicies,
      (cloud, requests) -> role(cloud, requests, Purpose.NODE),
      stranger ->
          stranger.iam().listRoles().roles().stream().map(role -> role.roleName()).toList()),
  LAUNCH_TEMPLATE(
      AwsEnsure.LAUNCH_TEMPLATE,
      cloud -> {},
      (cloud, requests) ->
          cloud
              .activity(EksActivities.class)
              .deleteLaunchTemplate(
                  new LaunchTemplateRemoval(
                      requests.launchTemplate().claim(),
                      AwsRequests.CLUSTER,
                      AwsRequests.TEMPLATE)),
      stranger ->
          stranger.ec2().describeLaunchTemplates().launchTemplates().stream()
              .map(template -> template.launchTemplateName())
              .toList()),
  NODE_GROUP(
      AwsEnsure.NODE_GROUP,
      cloud -> {},
      (cloud, requests) ->
          cloud
              .activity(EksActivities.class)
              .deleteNodeGroup(
                  new NodeGroupRemoval(
                      requests.nodeGroupWait().claim(), AwsRequests.CLUSTER, AwsRequests.NODES)),
      stranger ->
          stranger
              .eks()
              .listNodegroups(r -> r.clusterName(AwsRequests.CLUSTER.name()))
              .nodegroups()),
  CLUSTER(
      AwsEnsure.CLUSTER,
      cloud -> {},
      (cloud, requests) ->
          cloud
              .activity(EksActivities.class)
              .deleteCluster(new ClusterRemoval(requests.cluster().claim(), AwsRequests.CLUSTER)),
      stranger -> stranger.eks().listClusters().clusters());

  private final AwsEnsure making;
  private final Consumer<AwsWire> addition;
  private final BiFunction<AwsWire, AwsRequests, StepOutcome> step;
  private final Function<AwsStranger, List<String>> facts;

  AwsDelete(
      AwsEnsure making,
      Consumer<AwsWire> addition,
      BiFunction<AwsWire, AwsRequests, StepOutcome> step,
      Function<AwsStranger, List<String>> facts) {
    this.making = making;
    this.addition = addition;
    this.step = step;
    this.facts = facts;
  }

  AwsEnsure making() {
    return making;
  }

  /** Brings the world to where the thing stands. */
  void prepare(AwsWire cloud) {
    making.prepare(cloud);
    making.run(cloud);
    addition.accept(cloud);
    cloud.settle();
  }

  StepOutcome run(AwsWire cloud) {
    return run(cloud, cloud.ours());
  }

  StepOutcome run(AwsWire cloud, AwsRequests requests) {
    return step.apply(cloud, requests);
  }

  /** The names of all that stands of its kind. */
  List<String> facts(AwsWire cloud) {
    return facts.apply(new AwsStranger(cloud));
  }

  static StepOutcome role(AwsWire cloud, AwsRequests requests, Purpose purpose) {
    return cloud
        .activity(IamActivities.class)
        .deleteRole(
            new RoleRemoval(requests.role(purpose).claim(), AwsRequests.roleName(purpose), "aws"));
  }

  /** Others have hung more on the role than we have. */
  private static void addPolicies(AwsWire cloud) {
    var iam = new AwsStranger(cloud).iam();
    String role = AwsRequests.roleName(Purpose.NODE);
    iam.attachRolePolicy(
        r -> r.roleName(role).policyArn("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"));
    iam.putRolePolicy(
        r ->
            r.roleName(role)
                .policyName("theirs")
                .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[]}"));
  }
}
