package dev.fedctl.sandbox.aws.eks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** Configuration values of add-ons, which are YAML, of which JSON is a part. */
final class ConfigurationValues {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private ConfigurationValues() {}

  static boolean isObject(String text) {
    try {
      return YAML.readTree(text).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
