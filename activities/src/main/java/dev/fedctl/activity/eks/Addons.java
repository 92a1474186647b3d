package dev.fedctl.activity.eks;

import dev.fedctl.activity.Look;
import dev.fedctl.activity.Waits;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.Found;
import dev.fedctl.activity.aws.Ownership;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.EksActivities.AddonObserved;
import dev.fedctl.contract.activity.EksActivities.AddonRequest;
import dev.fedctl.contract.activity.EksActivities.AddonWait;
import dev.fedctl.contract.activity.EksActivities.PodIdentity;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.Cure;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Addon;
import software.amazon.awssdk.services.eks.model.AddonPodIdentityAssociations;
import software.amazon.awssdk.services.eks.model.AddonStatus;
import software.amazon.awssdk.services.eks.model.AddonVersionInfo;
import software.amazon.awssdk.services.eks.model.PodIdentityAssociation;
import software.amazon.awssdk.services.eks.model.ResolveConflicts;

/** Add-ons, of which a cluster has one of each name. */
final class Addons {

  private final AwsClients aws;

  Addons(AwsClients aws) {
    this.aws = aws;
  }

  StepOutcome ensure(AddonRequest request) {
    EksClient eks = aws.eks(request.cluster().region());
    Found<Addon> found =
        Found.orCreated(
            () -> find(eks, request.cluster(), request.addon()), () -> create(eks, request));
    return found.isNew() ? StepOutcome.CREATED : converge(eks, found.thing(), request);
  }

  Look<AddonObserved> look(AddonWait wait) {
    String what = what(wait.cluster(), wait.addon());
    Addon addon =
        find(aws.eks(wait.cluster().region()), wait.cluster(), wait.addon())
            .orElseThrow(() -> NotThere.unseen(what, wait.claim()));
    Ownership.require(what, addon.tags(), wait.claim());
    Health health = health(addon);
    int incarnation = Made.incarnation(addon.tags());
    return switch (addon.status()) {
      case ACTIVE -> Look.ready(new AddonObserved(addon.addonVersion()));
      case CREATING, UPDATING ->
          Look.notYet(
              what + " is " + addon.statusAsString() + health.text(),
              "see its pods in namespace kube-system");
      // Its pods may still be on their way to nodes that have just come. When they do not arrive,
      // EKS is to put its objects in place once more: it may have served before, so it stays.
      case DEGRADED ->
          new Look.NotYet<>(
              what + " is DEGRADED" + health.text(),
              health.advice() + "; then retry: it is applied once more",
              Optional.of(health.ailment(Cure.How.REAPPLY, incarnation)));
      case UPDATE_FAILED ->
          throw health.failure(what, addon.statusAsString(), Cure.How.REAPPLY, incarnation);
      case CREATE_FAILED ->
          throw health.failure(what, addon.statusAsString(), Cure.How.REMAKE, incarnation);
      case DELETING -> throw Health.going(what, incarnation);
      case DELETE_FAILED, UNKNOWN_TO_SDK_VERSION ->
          throw health.failure(what, addon.statusAsString());
    };
  }

  /** Has EKS put the objects of an ailing add-on in place once more, whatever became of them. */
  StepOutcome reapply(AddonRequest request) {
    String what = what(request.cluster(), request.addon());
    EksClient eks = aws.eks(request.cluster().region());
    Addon addon =
        find(eks, request.cluster(), request.addon())
            .orElseThrow(() -> NotThere.unseen(what, request.claim()));
    Ownership.require(what, addon.tags(), request.claim());
    return switch (addon.status()) {
      case DEGRADED, UPDATE_FAILED -> overwrite(eks, request);
      case ACTIVE, CREATING, UPDATING, CREATE_FAILED, DELETE_FAILED, DELETING ->
          StepOutcome.UNCHANGED;
      case UNKNOWN_TO_SDK_VERSION -> throw health(addon).failure(what, addon.statusAsString());
    };
  }

  private static Addon create(EksClient eks, AddonRequest request) {
    String version = defaultVersion(eks, request);
    return eks.createAddon(
            r ->
                r.clusterName(request.cluster().name())
                    .addonName(request.addon())
                    .addonVersion(version)
                    .clientRequestToken(request.claim().token())
                    .tags(request.claim().tags())
                    .resolveConflicts(ResolveConflicts.OVERWRITE)
                    .podIdentityAssociations(podIdentity(request)))
        .addon();
  }

  private static StepOutcome converge(EksClient eks, Addon addon, AddonRequest request) {
    String what = what(request.cluster(), request.addon());
    Ownership.require(what, addon.tags(), request.claim());
    if (addon.status() == AddonStatus.DELETING) {
      throw NotThere.going(what);
    }
    boolean tagged = Tagging.complete(eks, addon.addonArn(), addon.tags(), request.claim());
    StepOutcome updated = update(eks, addon, request);
    return tagged ? StepOutcome.UPDATED : updated;
  }

  private static StepOutcome update(EksClient eks, Addon addon, AddonRequest request) {
    if (request.podIdentity().stream().allMatch(wanted -> has(eks, addon, wanted))) {
      return StepOutcome.UNCHANGED;
    }
    return overwrite(eks, request);
  }

  private static StepOutcome overwrite(EksClient eks, AddonRequest request) {
    return Updates.ifNeeded(
        () ->
            eks.updateAddon(
                r ->
                    r.clusterName(request.cluster().name())
                        .addonName(request.addon())
                        .resolveConflicts(ResolveConflicts.OVERWRITE)
                        .podIdentityAssociations(podIdentity(request))));
  }

  /** Whether an association of the add-on gives the role to the pods. */
  private static boolean has(EksClient eks, Addon addon, PodIdentity wanted) {
    return addon.podIdentityAssociations().stream()
        .flatMap(arn -> association(eks, addon.clusterName(), arn).stream())
        .anyMatch(
            association ->
                wanted.serviceAccount().equals(association.serviceAccount())
                    && wanted.roleArn().equals(association.roleArn()));
  }

  private static Optional<PodIdentityAssociation> association(
      EksClient eks, String cluster, String arn) {
    String id = arn.substring(arn.lastIndexOf('/') + 1);
    return Found.unlessGone(
        () ->
            eks.describePodIdentityAssociation(r -> r.clusterName(cluster).associationId(id))
                .association());
  }

  private static String defaultVersion(EksClient eks, AddonRequest request) {
    return eks
        .describeAddonVersionsPaginator(
            r -> r.addonName(request.addon()).kubernetesVersion(request.kubernetesVersion()))
        .addons()
        .stream()
        .flatMap(addon -> addon.addonVersions().stream())
        .filter(version -> isDefault(version, request.kubernetesVersion()))
        .map(AddonVersionInfo::addonVersion)
        .findFirst()
        .orElseThrow(
            () ->
                Waits.failure(
                    FailureFacts.of(
                        FailureKind.INVALID_SPEC,
                        "EKS has no version of add-on \"%s\" for Kubernetes %s"
                            .formatted(request.addon(), request.kubernetesVersion()),
                        "choose another Kubernetes version")));
  }

  private static boolean isDefault(AddonVersionInfo version, String kubernetesVersion) {
    return version.compatibilities().stream()
        .anyMatch(
            compatibility ->
                kubernetesVersion.equals(compatibility.clusterVersion())
                    && Boolean.TRUE.equals(compatibility.defaultVersion()));
  }

  private static List<AddonPodIdentityAssociations> podIdentity(AddonRequest request) {
    return request.podIdentity().stream()
        .map(
            identity ->
                AddonPodIdentityAssociations.builder()
                    .serviceAccount(identity.serviceAccount())
                    .roleArn(identity.roleArn())
                    .build())
        .toList();
  }

  static Optional<Addon> find(EksClient eks, ClusterRef cluster, String name) {
    return Found.unlessGone(
        () -> eks.describeAddon(r -> r.clusterName(cluster.name()).addonName(name)).addon());
  }

  static String what(ClusterRef cluster, String addon) {
    return "add-on \"" + addon + "\" of " + Words.text(cluster);
  }

  static Health health(Addon addon) {
    return addon.health() == null
        ? Health.none()
        : new Health(
            addon.health().issues().stream()
                .map(
                    issue ->
                        new Health.Issue(
                            issue.codeAsString(),
                            issue.message(),
                            Treatments.ofAddon(issue.codeAsString())))
                .toList());
  }
}
