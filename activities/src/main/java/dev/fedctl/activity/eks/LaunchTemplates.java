package dev.fedctl.activity.eks;

import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsCodes;
import dev.fedctl.activity.aws.Ownership;
import dev.fedctl.contract.activity.EksActivities.LaunchTemplateObserved;
import dev.fedctl.contract.activity.EksActivities.LaunchTemplateRequest;
import dev.fedctl.contract.activity.StepOutcome;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Launch templates, found by their name, which is unique in an account and region. */
final class LaunchTemplates {

  private final AwsClients aws;

  LaunchTemplates(AwsClients aws) {
    this.aws = aws;
  }

  LaunchTemplateObserved ensure(LaunchTemplateRequest request) {
    Ec2Client ec2 = aws.ec2(request.cluster().region());
    Optional<LaunchTemplate> found = find(ec2, request.name());
    if (found.isPresent()) {
      return converge(ec2, found.get(), request);
    }
    try {
      LaunchTemplate made = create(ec2, request);
      return observed(made, made.latestVersionNumber(), StepOutcome.CREATED);
    } catch (Ec2Exception e) {
      if (!AwsCodes.isTaken(e)) {
        throw e;
      }
      return converge(ec2, find(ec2, request.name()).orElseThrow(() -> e), request);
    }
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
    if (alike.isPresent()) {
      return observed(template, alike.get().versionNumber(), StepOutcome.UNCHANGED);
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

  private static LaunchTemplate create(Ec2Client ec2, LaunchTemplateRequest request) {
    return ec2.createLaunchTemplate(
            r ->
                r.launchTemplateName(request.name())
                    .clientToken(request.claim().token())
                    .launchTemplateData(NodeMachine.of(request).data())
                    .tagSpecifications(
                        TagSpecification.builder()
                            .resourceType(ResourceType.LAUNCH_TEMPLATE)
                            .tags(NodeMachine.tags(request.claim().tags()))
                            .build()))
        .launchTemplate();
  }

  private static Optional<LaunchTemplate> find(Ec2Client ec2, String name) {
    try {
      List<LaunchTemplate> named =
          ec2.describeLaunchTemplates(r -> r.launchTemplateNames(name)).launchTemplates();
      return named.stream().findFirst();
    } catch (Ec2Exception e) {
      if (AwsCodes.isGone(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Map<String, String> tags(LaunchTemplate template) {
    return template.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }

  private static LaunchTemplateObserved observed(
      LaunchTemplate template, long version, StepOutcome outcome) {
    return new LaunchTemplateObserved(template.launchTemplateId(), Long.toString(version), outcome);
  }
}
