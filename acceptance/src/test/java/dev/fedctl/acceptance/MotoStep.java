package dev.fedctl.acceptance;

import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.EksActivities.LaunchTemplateObserved;
import dev.fedctl.contract.activity.IamActivities;
import dev.fedctl.contract.activity.IamActivities.RoleObserved;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.activity.SweepActivities;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The steps that moto understands well enough, each in a situation in which it changes something.
 */
// What the constants hold are lambdas that keep no state of their own.
@SuppressWarnings("ImmutableEnumChecker")
enum MotoStep {
  ROLE("role", scene -> {}, MotoStep::role),
  ROLE_SPOILT("role", scene -> ROLE.after(scene, MotoScene::spoilRole), MotoStep::role),
  TEMPLATE("launch template", scene -> {}, MotoStep::template),
  TEMPLATE_OTHERWISE("launch template", MotoScene::makeOtherTemplate, MotoStep::template),
  CLUSTER(
      "cluster",
      scene -> {},
      (worker, scene) -> done(eks(worker).ensureCluster(scene.things().controlPlane()))),
  CLUSTER_UNTAGGED(
      "cluster",
      scene -> CLUSTER.after(scene, MotoScene::untagCluster),
      (worker, scene) -> CLUSTER.run(worker, scene)),
  NODE_GROUP(
      "node group",
      scene -> {
        TEMPLATE.run(scene.worker(), scene);
        CLUSTER.run(scene.worker(), scene);
      },
      (worker, scene) ->
          done(eks(worker).ensureNodeGroup(scene.things().nodeGroup(scene.templateId())))),
  NODE_GROUP_SCALED(
      "node group",
      scene -> NODE_GROUP.after(scene, MotoScene::scaleNodeGroup),
      (worker, scene) -> NODE_GROUP.run(worker, scene)),

  DELETE_ROLE(
      "role",
      scene -> ROLE.after(scene, MotoScene::loadRole),
      (worker, scene) ->
          done(worker.activities(IamActivities.class).deleteRole(scene.things().roleRemoval()))),
  DELETE_TEMPLATE(
      "launch template",
      scene -> TEMPLATE.after(scene, any -> {}),
      (worker, scene) -> done(eks(worker).deleteLaunchTemplate(scene.things().templateRemoval()))),
  DELETE_NODE_GROUP(
      "node group",
      scene -> NODE_GROUP.after(scene, any -> {}),
      (worker, scene) -> done(eks(worker).deleteNodeGroup(scene.things().nodeGroupRemoval()))),
  DELETE_CLUSTER(
      "cluster",
      scene -> CLUSTER.after(scene, any -> {}),
      (worker, scene) -> done(eks(worker).deleteCluster(scene.things().clusterRemoval()))),
  /** Looks and deletes until a look finds nothing. */
  DELETE_LEFTOVERS(
      "leftover",
      scene -> scene.stranger().leftovers().make(scene.things()),
      (worker, scene) ->
          done(
              ActivitiesUnderTest.awaited(
                  "nothing is left",
                  () ->
                      worker
                          .activities(SweepActivities.class)
                          .awaitLeftoversGone(scene.things().leftovers()))));

  /**
   * What an attempt gives back.
   *
   * @param product what else than the outcome it tells, without ids; may be empty
   */
  record Done(StepOutcome outcome, String product) {}

  private final String kind;
  private final Consumer<MotoScene> before;
  private final BiFunction<MotoWorker, MotoScene, Done> attempt;

  MotoStep(
      String kind, Consumer<MotoScene> before, BiFunction<MotoWorker, MotoScene, Done> attempt) {
    this.kind = kind;
    this.before = before;
    this.attempt = attempt;
  }

  /** How a line of {@link MotoStranger#all} about what it makes or deletes begins. */
  String kind() {
    return kind;
  }

  boolean isDelete() {
    return name().startsWith("DELETE_");
  }

  /** Brings a scene to where the step begins. */
  void prepare(MotoScene scene) {
    before.accept(scene);
  }

  /** One attempt, of this worker. */
  Done run(MotoWorker worker, MotoScene scene) {
    return attempt.apply(worker, scene);
  }

  private void after(MotoScene scene, Consumer<MotoScene> meddling) {
    prepare(scene);
    run(scene.worker(), scene);
    meddling.accept(scene);
  }

  private static Done role(MotoWorker worker, MotoScene scene) {
    RoleObserved role = worker.activities(IamActivities.class).ensureRole(scene.things().role());
    return new Done(role.outcome(), scene.things().plain(role.arn()));
  }

  private static Done template(MotoWorker worker, MotoScene scene) {
    LaunchTemplateObserved made = eks(worker).ensureLaunchTemplate(scene.things().template());
    return new Done(
        made.outcome(), scene.stranger().machine(scene.things(), made.id(), made.version()));
  }

  private static Done done(StepOutcome outcome) {
    return new Done(outcome, "");
  }

  private static EksActivities eks(MotoWorker worker) {
    return worker.activities(EksActivities.class);
  }
}
