package dev.fedctl.starter.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads one YAML 1.2 document; refuses duplicate keys and documents of absurd size. */
final class YamlReader {

  /** No spec comes near it; aliases of aliases would. */
  private static final int NODE_LIMIT = 100_000;

  private final String source;
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, String> scalars = new HashMap<>();
  private int nodes;

  private YamlReader(String source) {
    this.source = source;
  }

  static LocatedTree read(String source, String text) {
    return new YamlReader(source).read(text);
  }

  private LocatedTree read(String text) {
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(source).build();
      Node root =
          new Compose(settings)
              .composeString(text)
              .orElseThrow(() -> problem(new Place(source, 1, 1), "", "is empty"));
      return new LocatedTree(json(root, ""), places, scalars);
    } catch (MarkedYamlEngineException e) {
      throw problem(
          e.getProblemMark().map(this::place).orElse(new Place(source, 1, 1)), "", notYaml(e));
    } catch (StackOverflowError e) {
      // The parser descends as deep as its input goes.
      throw problem(new Place(source, 1, 1), "", "is nested too deeply");
    } catch (YamlEngineException e) {
      throw problem(
          new Place(source, 1, 1), "", "is not YAML: " + firstLine(String.valueOf(e.getMessage())));
    }
  }

  private JsonNode json(Node node, String pointer) {
    Place place = node.getStartMark().map(this::place).orElse(new Place(source, 1, 1));
    if (++nodes > NODE_LIMIT) {
      throw problem(place, path(pointer), "has more than " + NODE_LIMIT + " nodes");
    }
    places.putIfAbsent(pointer, place);
    return switch (node) {
      case MappingNode mapping -> object(mapping, pointer);
      case SequenceNode sequence -> array(sequence, pointer);
      case ScalarNode scalar -> scalar(scalar, pointer);
      default -> throw problem(place, path(pointer), "is neither a map, a list nor a value");
    };
  }

  private ObjectNode object(MappingNode mapping, String pointer) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (NodeTuple entry : mapping.getValue()) {
      Place place = entry.getKeyNode().getStartMark().map(this::place).orElseThrow();
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        throw problem(place, path(pointer), "has a key that is not a word");
      }
      String child = pointer + "/" + key.getValue().replace("~", "~0").replace("/", "~1");
      if (object.has(key.getValue())) {
        throw problem(place, path(child), "stands here for the second time");
      }
      places.put(child, place);
      object.set(key.getValue(), json(entry.getValueNode(), child));
    }
    return object;
  }

  private ArrayNode array(SequenceNode sequence, String pointer) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Node item : sequence.getValue()) {
      array.add(json(item, pointer + "/" + array.size()));
    }
    return array;
  }

  private JsonNode scalar(ScalarNode scalar, String pointer) {
    String text = scalar.getValue();
    scalars.put(pointer, text);
    JsonNodeFactory json = JsonNodeFactory.instance;
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return json.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return json.booleanNode(Boolean.parseBoolean(text));
    }
    try {
      if (tag.equals(Tag.INT)) {
        return json.numberNode(new BigInteger(text));
      }
      if (tag.equals(Tag.FLOAT)) {
        return json.numberNode(new BigDecimal(text));
      }
    } catch (NumberFormatException e) {
      return json.textNode(text);
    }
    return json.textNode(text);
  }

  private Place place(Mark mark) {
    return new Place(source, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String notYaml(MarkedYamlEngineException e) {
    String problem = Optional.ofNullable(e.getProblem()).orElse("cannot be parsed");
    return problem.contains("'\\t(TAB)'") || problem.contains("TAB")
        ? "is not YAML: a tab cannot indent; use spaces"
        : "is not YAML: " + firstLine(problem);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("cannot be parsed");
  }

  /** The dotted form of a pointer: {@code spec.members[2].name}. */
  static String path(String pointer) {
    StringBuilder path = new StringBuilder();
    for (String part : pointer.split("/", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      if (part.chars().allMatch(Character::isDigit)) {
        path.append('[').append(part).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(part.replace("~1", "/").replace("~0", "~"));
      }
    }
    return path.toString();
  }

  private static InvalidSpecFileException problem(Place place, String path, String message) {
    return InvalidSpecFileException.of(new SpecProblem(Optional.of(place), path, message));
  }
}
