package dev.fedctl.activity.eks;

import dev.fedctl.activity.Look;
import dev.fedctl.activity.Waits;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.activity.aws.Found;
import dev.fedctl.activity.aws.Ownership;
import dev.fedctl.activity.eks.Remains.Condition;
import dev.fedctl.contract.activity.Awaited;
import dev.fedctl.contract.activity.EksActivities.AddonRequest;
import dev.fedctl.contract.activity.RepairActivities;
import dev.fedctl.contract.activity.StepOutcome;
import java.util.Optional;

/** Mends what EKS has failed to make. */
public final class RepairActivitiesImpl implements RepairActivities {

  private final AwsClients aws;
  private final Addons addons;

  public RepairActivitiesImpl(AwsClients aws) {
    this.aws = aws;
    this.addons = new Addons(aws);
  }

  @Override
  public StepOutcome removeFailed(Failed failed) {
    return AwsFailures.translating(
        "delete " + words(failed),
        () ->
            find(failed)
                .map(
                    remains ->
                        switch (condition(remains, failed)) {
                          case FAILED -> {
                            Found.unlessGone(
                                () -> {
                                  remains.deletion().run();
                                  return true;
                                });
                            yield StepOutcome.DELETED;
                          }
                          case GOING -> StepOutcome.DELETED;
                          case OTHER -> StepOutcome.UNCHANGED;
                        })
                .orElse(StepOutcome.ABSENT));
  }

  @Override
  public Awaited<StepOutcome> awaitFailedGone(FailedWait wait) {
    return AwsFailures.translating(
        "look at " + words(wait.failed()),
        () -> Waits.settle(wait.patience(), look(wait.failed())));
  }

  @Override
  public StepOutcome reapplyAddon(AddonRequest request) {
    return AwsFailures.translating(
        "apply add-on \"%s\" of %s once more"
            .formatted(request.addon(), Words.text(request.cluster())),
        () -> addons.reapply(request));
  }

  private Look<StepOutcome> look(Failed failed) {
    Optional<Remains> found = find(failed);
    if (found.isEmpty()) {
      return Look.ready(StepOutcome.ABSENT);
    }
    Remains remains = found.get();
    return switch (condition(remains, failed)) {
      case GOING -> Going.notYet(remains.what(), remains.health());
      case OTHER -> Look.ready(StepOutcome.UNCHANGED);
      case FAILED -> throw remains.health().standing(remains.what(), remains.status());
    };
  }

  private Optional<Remains> find(Failed failed) {
    Optional<Remains> found = Remains.find(aws, failed);
    found.ifPresent(remains -> Ownership.require(remains.what(), remains.tags(), failed.claim()));
    return found;
  }

  /** An attempt that comes late, after the next incarnation was made, must not meet that one. */
  private static Condition condition(Remains remains, Failed failed) {
    return Made.incarnation(remains.tags()) == failed.claim().incarnation()
        ? remains.condition()
        : Condition.OTHER;
  }

  private static String words(Failed failed) {
    return switch (failed.thing()) {
      case CONTROL_PLANE -> Words.text(failed.cluster());
      case NODE_GROUP -> NodeGroups.what(failed.cluster(), failed.name());
      case ADDON -> Addons.what(failed.cluster(), failed.name());
    };
  }
}
