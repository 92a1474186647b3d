package dev.fedctl.acceptance;

import dev.fedctl.contract.identity.OwnerTags;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * Where a step takes place: things of an owner of its own, a worker that makes some of them in
 * peace, and a stranger who meddles.
 */
record MotoScene(MotoThings things, MotoWorker worker, MotoStranger stranger) {

  /** The tag whose loss leaves a thing ours. */
  private static final String LOST = OwnerTags.FEDERATION;

  private static final String SOMEBODY_ELSES_POLICY =
      "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
  private static final String TRUST_OF_NOBODY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\","
          + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

  /** A tag, the trust and a policy of the role are not as they were made. */
  void spoilRole() {
    String name = things.role().name();
    stranger.iam().untagRole(r -> r.roleName(name).tagKeys(LOST));
    stranger.iam().updateAssumeRolePolicy(r -> r.roleName(name).policyDocument(TRUST_OF_NOBODY));
    stranger
        .iam()
        .detachRolePolicy(
            r -> r.roleName(name).policyArn("arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"));
  }

  /** More hangs on the role than was hung on it. */
  void loadRole() {
    String name = things.role().name();
    stranger.iam().attachRolePolicy(r -> r.roleName(name).policyArn(SOMEBODY_ELSES_POLICY));
    stranger
        .iam()
        .putRolePolicy(
            r ->
                r.roleName(name)
                    .policyName("theirs")
                    .policyDocument(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                            + "\"Action\":\"s3:ListAllMyBuckets\",\"Resource\":\"*\"}]}"));
  }

  /** A launch template that is ours, and whose machines are not as wanted. */
  void makeOtherTemplate() {
    Map<String, String> tags = things.template().claim().tags();
    stranger
        .ec2()
        .createLaunchTemplate(
            r ->
                r.launchTemplateName(things.template().name())
                    .launchTemplateData(
                        RequestLaunchTemplateData.builder()
                            .metadataOptions(m -> m.httpTokens("optional"))
                            .build())
                    .tagSpecifications(
                        TagSpecification.builder()
                            .resourceType(ResourceType.LAUNCH_TEMPLATE)
                            .tags(list(tags))
                            .build()));
  }

  /** A tag of the cluster is gone. */
  void untagCluster() {
    String arn = stranger.eks().describeCluster(r -> r.name(things.name())).cluster().arn();
    stranger.eks().untagResource(r -> r.resourceArn(arn).tagKeys(LOST));
  }

  void scaleNodeGroup() {
    stranger
        .eks()
        .updateNodegroupConfig(
            r ->
                r.clusterName(things.name())
                    .nodegroupName(MotoThings.GROUP)
                    .scalingConfig(s -> s.minSize(1).maxSize(9).desiredSize(5)));
  }

  String templateId() {
    return stranger.templateId(things);
  }

  private static List<Tag> list(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
