package dev.fedctl.activity.wire;

import dev.fedctl.activity.golden.Specs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMappingRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateEbsBlockDeviceRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Launch templates that are ours by their tags, made by hand with this or that otherwise. */
final class AwsTemplates {

  private static final List<ResourceType> TAGGED =
      List.of(ResourceType.INSTANCE, ResourceType.VOLUME, ResourceType.NETWORK_INTERFACE);

  private AwsTemplates() {}

  /** Exactly as we want it. */
  static Consumer<AwsWire> alike() {
    return made(metadata -> {}, disk -> {}, "/dev/xvda", tagged(all -> all));
  }

  static Consumer<AwsWire> metadata(
      Consumer<LaunchTemplateInstanceMetadataOptionsRequest.Builder> change) {
    return made(change, disk -> {}, "/dev/xvda", tagged(all -> all));
  }

  static Consumer<AwsWire> disk(Consumer<LaunchTemplateEbsBlockDeviceRequest.Builder> change) {
    return made(metadata -> {}, change, "/dev/xvda", tagged(all -> all));
  }

  static Consumer<AwsWire> device(String name) {
    return made(metadata -> {}, disk -> {}, name, tagged(all -> all));
  }

  /** With these tags on what is launched, instead of ours. */
  static Consumer<AwsWire> tags(UnaryOperator<Map<String, String>> change) {
    return made(metadata -> {}, disk -> {}, "/dev/xvda", tagged(change));
  }

  /** With our tags on only some of what is launched. */
  static Consumer<AwsWire> tagging(ResourceType... types) {
    List<LaunchTemplateTagSpecificationRequest> all = tagged(tags -> tags);
    return made(
        metadata -> {},
        disk -> {},
        "/dev/xvda",
        all.stream().filter(one -> List.of(types).contains(one.resourceType())).toList());
  }

  private static List<LaunchTemplateTagSpecificationRequest> tagged(
      UnaryOperator<Map<String, String>> change) {
    Map<String, String> ours = Specs.OWNER.claim("any").sharedTags();
    ours.put("Name", AwsRequests.CLUSTER.name() + "-node");
    List<Tag> tags = list(change.apply(ours));
    return TAGGED.stream()
        .map(
            type ->
                LaunchTemplateTagSpecificationRequest.builder()
                    .resourceType(type)
                    .tags(tags)
                    .build())
        .toList();
  }

  private static Consumer<AwsWire> made(
      Consumer<LaunchTemplateInstanceMetadataOptionsRequest.Builder> metadata,
      Consumer<LaunchTemplateEbsBlockDeviceRequest.Builder> disk,
      String device,
      List<LaunchTemplateTagSpecificationRequest> tags) {
    RequestLaunchTemplateData data =
        RequestLaunchTemplateData.builder()
            .metadataOptions(
                m -> {
                  m.httpTokens("required").httpPutResponseHopLimit(2);
                  metadata.accept(m);
                })
            .blockDeviceMappings(
                LaunchTemplateBlockDeviceMappingRequest.builder()
                    .deviceName(device)
                    .ebs(
                        root -> {
                          root.volumeType("gp3")
                              .volumeSize(80)
                              .iops(3000)
                              .throughput(125)
                              .encrypted(true)
                              .deleteOnTermination(true);
                          disk.accept(root);
                        })
                    .build())
            .tagSpecifications(tags)
            .build();
    return cloud -> {
      Map<String, String> owner = cloud.ours().launchTemplate().claim().tags();
      new AwsStranger(cloud)
          .ec2()
          .createLaunchTemplate(
              r ->
                  r.launchTemplateName(AwsRequests.TEMPLATE)
                      .launchTemplateData(data)
                      .tagSpecifications(
                          TagSpecification.builder()
                              .resourceType(ResourceType.LAUNCH_TEMPLATE)
                              .tags(list(owner))
                              .build()));
    };
  }

  private static List<Tag> list(Map<String, String> tags) {
    List<Tag> list = new ArrayList<>();
    tags.forEach((key, value) -> list.add(Tag.builder().key(key).value(value).build()));
    return list;
  }
}
