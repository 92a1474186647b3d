package dev.fedctl.activity.wire;

import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.IamActivities;
import dev.fedctl.contract.activity.IamActivities.Purpose;
import dev.fedctl.contract.activity.StepOutcome;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** The steps that ensure something of AWS's, and how somebody else sees it. */
// What the constants hold are lambdas that keep no state of their own.
@SuppressWarnings("ImmutableEnumChecker")
enum AwsEnsure {
  ROLE_CLUSTER(
      AwsRequests.roleName(Purpose.CLUSTER),
      cloud -> {},
      (cloud, requests) -> role(cloud, requests, Purpose.CLUSTER),
      stranger -> stranger.role(Purpose.CLUSTER),
      (stranger, keys) -> stranger.untagRole(Purpose.CLUSTER, keys)),
  ROLE_NODE(
      AwsRequests.roleName(Purpose.NODE),
      cloud -> {},
      (cloud, requests) -> role(cloud, requests, Purpose.NODE),
      stranger -> stranger.role(Purpose.NODE),
      (stranger, keys) -> stranger.untagRole(Purpose.NODE, keys)),
  ROLE_EBS_CSI(
      AwsRequests.roleName(Purpose.EBS_CSI),
      cloud -> {},
      (cloud, requests) -> role(cloud, requests, Purpose.EBS_CSI),
      stranger -> stranger.role(Purpose.EBS_CSI),
      (stranger, keys) -> stranger.untagRole(Purpose.EBS_CSI, keys)),
  CLUSTER(
      AwsRequests.CLUSTER.name(),
      AwsEnsure::roles,
      (cloud, requests) -> cloud.activity(EksActivities.class).ensureCluster(requests.cluster()),
      AwsStranger::cluster,
      (stranger, keys) ->
          stranger.untag(
              stranger
                  .eks()
                  .describeCluster(r -> r.name(AwsRequests.CLUSTER.name()))
                  .cluster()
                  .arn(),
              keys)),
  ACCESS(
      AwsRequests.CLUSTER.name(),
      AwsEnsure::clusterStands,
      (cloud, requests) -> cloud.activity(EksActivities.class).ensureAccess(requests.access()),
      AwsStranger::access,
      (stranger, keys) ->
          stranger.untag(
              stranger
                  .eks()
                  .describeAccessEntry(
                      r ->
                          r.clusterName(AwsRequests.CLUSTER.name())
                              .principalArn(AwsRequests.WORKER))
                  .accessEntry()
                  .accessEntryArn(),
              keys)),
  LAUNCH_TEMPLATE(
      AwsRequests.TEMPLATE,
      cloud -> {},
      (cloud, requests) ->
          cloud
              .activity(EksActivities.class)
              .ensureLaunchTemplate(requests.launchTemplate())
              .outcome(),
      AwsStranger::launchTemplate,
      AwsStranger::untagTemplate),
  NODE_GROUP(
      AwsRequests.CLUSTER.name(),
      AwsEnsure::templateStands,
      (cloud, requests) ->
          cloud.activity(EksActivities.class).ensureNodeGroup(requests.nodeGroup(cloud.template())),
      AwsStranger::nodeGroup,
      (stranger, keys) ->
          stranger.untag(
              stranger
                  .eks()
                  .describeNodegroup(
                      r ->
                          r.clusterName(AwsRequests.CLUSTER.name())
                              .nodegroupName(AwsRequests.NODES))
                  .nodegroup()
                  .nodegroupArn(),
              keys)),
  ADDON(
      AwsRequests.CNI,
      AwsEnsure::clusterStands,
      (cloud, requests) -> cloud.activity(EksActivities.class).ensureAddon(requests.addon()),
      stranger -> stranger.addon(AwsRequests.CNI),
      (stranger, keys) -> untagAddon(stranger, AwsRequests.CNI, keys)),
  ADDON_WITH_ROLE(
      AwsRequests.EBS,
      AwsEnsure::clusterStands,
      (cloud, requests) ->
          cloud.activity(EksActivities.class).ensureAddon(requests.addonWithRole()),
      stranger -> stranger.addon(AwsRequests.EBS),
      (stranger, keys) -> untagAddon(stranger, AwsRequests.EBS, keys));

  private final String subject;
  private final Consumer<AwsWire> before;
  private final BiFunction<AwsWire, AwsRequests, StepOutcome> step;
  private final Function<AwsStranger, List<String>> facts;
  private final BiConsumer<AwsStranger, List<String>> untagging;

  AwsEnsure(
      String subject,
      Consumer<AwsWire> before,
      BiFunction<AwsWire, AwsRequests, StepOutcome> step,
      Function<AwsStranger, List<String>> facts,
      BiConsumer<AwsStranger, List<String>> untagging) {
    this.subject = subject;
    this.before = before;
    this.step = step;
    this.facts = facts;
    this.untagging = untagging;
  }

  /** What a failure of the step must name. */
  String subject() {
    return subject;
  }

  /** Brings the world to where this step begins. */
  void prepare(AwsWire cloud) {
    before.accept(cloud);
  }

  StepOutcome run(AwsWire cloud) {
    return run(cloud, cloud.ours());
  }

  StepOutcome run(AwsWire cloud, AwsRequests requests) {
    return step.apply(cloud, requests);
  }

  /** All that we ask for of the thing, and nothing else, as it stands. */
  List<String> facts(AwsWire cloud) {
    return facts.apply(new AwsStranger(cloud));
  }

  /** Somebody takes owner tags off it. */
  void untag(AwsWire cloud, List<String> keys) {
    untagging.accept(new AwsStranger(cloud), keys);
  }

  private static StepOutcome role(AwsWire cloud, AwsRequests requests, Purpose purpose) {
    return cloud.activity(IamActivities.class).ensureRole(requests.role(purpose)).outcome();
  }

  private static void untagAddon(AwsStranger stranger, String name, List<String> keys) {
    stranger.untag(
        stranger
            .eks()
            .describeAddon(r -> r.clusterName(AwsRequests.CLUSTER.name()).addonName(name))
            .addon()
            .addonArn(),
        keys);
  }

  static void roles(AwsWire cloud) {
    for (Purpose purpose : Purpose.values()) {
      role(cloud, cloud.ours(), purpose);
    }
    cloud.settle();
  }

  static void clusterStands(AwsWire cloud) {
    roles(cloud);
    CLUSTER.run(cloud);
    cloud.settle();
  }

  private static void templateStands(AwsWire cloud) {
    cloud.makeTemplate();
    clusterStands(cloud);
    // Without a network no node ever joins.
    ADDON.run(cloud);
    new AwsStranger(cloud)
        .eks()
        .createAddon(r -> r.clusterName(AwsRequests.CLUSTER.name()).addonName("kube-proxy"));
    cloud.settle();
  }
}
