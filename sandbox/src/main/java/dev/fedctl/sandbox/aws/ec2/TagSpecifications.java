package dev.fedctl.sandbox.aws.ec2;

import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tags of the thing that a call creates, and the rules for tags in EC2. */
final class TagSpecifications {

  private static final int MAX_TAGS = 50;

  private TagSpecifications() {}

  /**
   * @param type the only resource type that the call creates
   */
  static Map<String, String> of(List<Input> specifications, String type) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Input specification : specifications) {
      String actual = specification.text("ResourceType").orElse("");
      if (!actual.equals(type)) {
        throw new ServiceError(
            "InvalidParameterValue",
            400,
            "'" + actual + "' is not a valid taggable resource type for this operation.");
      }
      tags.putAll(checked(specification.structures("Tags")));
    }
    return tags;
  }

  static Map<String, String> checked(List<Input> tags) {
    Set<String> keys = new HashSet<>();
    for (Input tag : tags) {
      String key = tag.text("Key").orElse("");
      if (key.isEmpty() || key.length() > 127 || tag.text("Value").orElse("").length() > 256) {
        throw new ServiceError(
            "InvalidParameterValue", 400, "Tag key or value is empty or too long: '" + key + "'");
      }
      if (key.regionMatches(true, 0, "aws:", 0, "aws:".length())) {
        throw new ServiceError(
            "InvalidParameterValue",
            400,
            "Tag keys starting with 'aws:' are reserved for internal use");
      }
      if (!keys.add(key)) {
        throw new ServiceError(
            "InvalidParameterValue", 400, "Duplicate tag key '" + key + "' specified.");
      }
    }
    checkNumber(keys);
    return Tags.map(tags);
  }

  /** Tags of AWS's own do not count. */
  static void checkNumber(Set<String> keys) {
    if (keys.stream().filter(key -> !key.startsWith("aws:")).count() > MAX_TAGS) {
      throw new ServiceError("TagLimitExceeded", 400, "More than 50 tags specified");
    }
  }
}
