package dev.fedctl.sandbox.karmada;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Objects written as YAML in this program's own text. */
final class YamlText {

  private YamlText() {}

  static ObjectNode object(String yaml) {
    try {
      return (ObjectNode) Trees.parse(yaml.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
