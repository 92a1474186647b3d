package dev.fedctl.activity.eks;

import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.Found;
import dev.fedctl.activity.aws.Ownership;
import dev.fedctl.activity.inventory.Predecessors;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.EksActivities.LaunchTemplateObserved;
import dev.fedctl.contract.activity.EksActivities.LaunchTemplateRemoval;
import dev.fedctl.contract.activity.EksActivities.LaunchTemplateRequest;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.plan.Step;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.eks.model.Cluster;

/** Launch templates, found by their name, which is unique in an account and region. */
final class LaunchTemplates {

  private final AwsClients aws;

  LaunchTemplates(AwsClients aws) {
    this.aws = aws;
  }

  LaunchTemplateObserved ensure(LaunchTemplateRequest request) {
    Ec2Client ec2 = aws.ec2(request.cluster().region());
    Found<LaunchTemplate> found =
        Found.orCreated(() -> find(ec2, request.name()), () -> create(ec2, request));
    LaunchTemplate template = found.thing();
    return found.isNew()
        ? observed(template, template.latestVersionNumber(), StepOutcome.CREATED)
        : converge(ec2, template, request);
  }

  StepOutcome delete(LaunchTemplateRemoval removal) {
    Ec2Client ec2 = aws.ec2(removal.cluster().region());
    Optional<LaunchTemplate> found = find(ec2, removal.name());
    if (found.isEmpty()) {
      return StepOutcome.ABSENT;
    }
    LaunchTemplate template = found.get();
    Ownership.require(
        "launch template \"" + removal.name() + "\"", tags(template), removal.claim());
    // By id: under the name another one may stand by now.
    Found.unlessGone(
        () -> ec2.deleteLaunchTemplate(r -> r.launchTemplateId(template.launchTemplateId())));
    return StepOutcome.DELETED;
  }

  /** The youngest version that is as wanted, else a new one: versions themselves never change. */
  private static LaunchTemplateObserved converge(
      Ec2Client ec2, LaunchTemplate template, LaunchTemplateRequest request) {
    Ownership.require(
        "launch template \"" + request.name() + "\"", tags(template), request.claim());
    NodeMachine wanted = NodeMachine.of(request);
    Optional<LaunchTemplateVersion> alike =
        ec2
            .describeLaunchTemplateVersionsPaginator(
                r -> r.launchTemplateId(template.launchTemplateId()))
            .launchTemplateVersions()
            .stream()
            .filter(version -> wanted.isAlike(version.launchTemplateData()))
            .max(Comparator.comparing(LaunchTemplateVersion::versionNumber));
    Map<String, String> lacking = Ownership.lacking(tags(template), request.claim());
    if (!lacking.isEmpty()) {
      ec2.createTags(r -> r.resources(template.launchTemplateId()).tags(NodeMachine.tags(lacking)));
    }
    if (alike.isPresent()) {
      return observed(
          template,
          alike.get().versionNumber(),
          lacking.isEmpty() ? StepOutcome.UNCHANGED : StepOutcome.UPDATED);
    }
    long base = template.latestVersionNumber();
    LaunchTemplateVersion made =
        ec2.createLaunchTemplateVersion(
                r ->
                    r.launchTemplateId(template.launchTemplateId())
                        .clientToken(request.claim().part("after-" + base).token())
                        .launchTemplateData(wanted.data()))
            .launchTemplateVersion();
    return observed(template, made.versionNumber(), StepOutcome.UPDATED);
  }

  /**
   * Without a token of ours: the name is unique, which is guard enough, and a token that EC2
   * remembers would bring back the template that somebody has deleted since.
   */
  private LaunchTemplate create(Ec2Client ec2, LaunchTemplateRequest request) {
    Map<String, String> tags = tagsAtBirth(request);
    return ec2.createLaunchTemplate(
            r ->
                r.launchTemplateName(request.name())
                    .launchTemplateData(NodeMachine.of(request).data())
                    .tagSpecifications(
                        TagSpecification.builder()
                            .resourceType(ResourceType.LAUNCH_TEMPLATE)
                            .tags(NodeMachine.tags(tags))
                            .build()))
        .launchTemplate();
  }

  /**
   * The owner tags, and those that name what an earlier cluster of the name has left. A cluster of
   * ours that stands although its launch template does not has lost that one to somebody: nobody
   * can tell then what was there before, and nothing that is made for it must pass for older. So it
   * is looked for after everything has been read.
   */
  private Map<String, String> tagsAtBirth(LaunchTemplateRequest request) {
    ClusterRef ref = request.cluster();
    Claim claim = request.claim();
    Predecessors predecessors = Predecessors.standing(aws, ref);
    Optional<Cluster> standing = new Clusters(aws).find(ref);
    // While another's stands, more may be made for it than has been read.
    standing.ifPresent(
        cluster ->
            Ownership.require(
                Words.text(ref),
                cluster.tags(),
                claim.owner().claim(Step.CONTROL_PLANE.id(ref.name()))));
    return standing.isPresent() ? claim.tags() : predecessors.beside(claim.tags());
  }

  private static Optional<LaunchTemplate> find(Ec2Client ec2, String name) {
    return Found.unlessGone(
            () -> ec2.describeLaunchTemplates(r -> r.launchTemplateNames(name)).launchTemplates())
        .flatMap(named -> named.stream().findFirst());
  }

  private static Map<String, String> tags(LaunchTemplate template) {
    return template.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }

  private static LaunchTemplateObserved observed(
      LaunchTemplate template, long version, StepOutcome outcome) {
    return new LaunchTemplateObserved(template.launchTemplateId(), Long.toString(version), outcome);
  }
}
