package dev.fedctl.activity.eks;

import dev.fedctl.contract.activity.EksActivities.LaunchTemplateRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMappingRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateEbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateHttpTokensState;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/**
 * The machine under a node, hardened: instance metadata only by session token, the root volume
 * encrypted, everything tagged at birth.
 */
record NodeMachine(String nodeName, Map<String, String> tags) {

  private static final String ROOT = "/dev/xvda";
  private static final int ROOT_GIB = 80;
  private static final int IOPS = 3000;
  private static final int MIB_PER_SECOND = 125;

  /** Pods that do not use Pod Identity may still need the metadata service: one hop more. */
  private static final int METADATA_HOPS = 2;

  private static final List<ResourceType> TAGGED =
      List.of(ResourceType.INSTANCE, ResourceType.VOLUME, ResourceType.NETWORK_INTERFACE);

  static NodeMachine of(LaunchTemplateRequest request) {
    return new NodeMachine(request.cluster().name() + "-node", request.claim().sharedTags());
  }

  RequestLaunchTemplateData data() {
    return RequestLaunchTemplateData.builder()
        .metadataOptions(
            m ->
                m.httpTokens(LaunchTemplateHttpTokensState.REQUIRED)
                    .httpPutResponseHopLimit(METADATA_HOPS))
        .blockDeviceMappings(
            LaunchTemplateBlockDeviceMappingRequest.builder()
                .deviceName(ROOT)
                .ebs(
                    disk ->
                        disk.volumeType(VolumeType.GP3)
                            .volumeSize(ROOT_GIB)
                            .iops(IOPS)
                            .throughput(MIB_PER_SECOND)
                            .encrypted(true)
                            .deleteOnTermination(true))
                .build())
        .tagSpecifications(TAGGED.stream().map(this::tagged).toList())
        .build();
  }

  /** Whether all that {@link #data} asks for is there; EC2 and others may have added to it. */
  boolean isAlike(ResponseLaunchTemplateData data) {
    return data.metadataOptions() != null
        && data.metadataOptions().httpTokens() == LaunchTemplateHttpTokensState.REQUIRED
        && Integer.valueOf(METADATA_HOPS).equals(data.metadataOptions().httpPutResponseHopLimit())
        && data.blockDeviceMappings().size() == 1
        && isAlike(data.blockDeviceMappings().getFirst())
        && TAGGED.stream().allMatch(type -> isTagged(type, data));
  }

  private static boolean isAlike(LaunchTemplateBlockDeviceMapping root) {
    LaunchTemplateEbsBlockDevice disk = root.ebs();
    return ROOT.equals(root.deviceName())
        && disk != null
        && disk.volumeType() == VolumeType.GP3
        && Integer.valueOf(ROOT_GIB).equals(disk.volumeSize())
        && Integer.valueOf(IOPS).equals(disk.iops())
        && Integer.valueOf(MIB_PER_SECOND).equals(disk.throughput())
        && Boolean.TRUE.equals(disk.encrypted())
        && Boolean.TRUE.equals(disk.deleteOnTermination());
  }

  private boolean isTagged(ResourceType type, ResponseLaunchTemplateData data) {
    return data.tagSpecifications().stream()
        .filter(specification -> specification.resourceType() == type)
        .anyMatch(specification -> specification.tags().containsAll(nodeTags()));
  }

  private LaunchTemplateTagSpecificationRequest tagged(ResourceType type) {
    return LaunchTemplateTagSpecificationRequest.builder()
        .resourceType(type)
        .tags(nodeTags())
        .build();
  }

  private List<Tag> nodeTags() {
    List<Tag> all = new ArrayList<>(tags(tags));
    all.add(Tag.builder().key("Name").value(nodeName).build());
    return all;
  }

  static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
