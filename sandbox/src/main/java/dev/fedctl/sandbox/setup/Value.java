package dev.fedctl.sandbox.setup;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/** A value in a YAML 1.2 file, with its path. All methods refuse what is not as they want it. */
public final class Value {

  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?(?:(\\d{1,6})ms)?");

  private final String file;
  private final String path;
  private final Node node;

  private Value(String file, String path, Node node) {
    this.file = file;
    this.path = path;
    this.node = node;
  }

  public static Value read(Path file) {
    String name = file.toString();
    try {
      return read(name, Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new InvalidSetupException(name + ": there is no such file");
    } catch (CharacterCodingException e) {
      throw new InvalidSetupException(name + ": is not text in UTF-8");
    } catch (IOException e) {
      throw new InvalidSetupException(name + ": cannot be read");
    }
  }

  /**
   * @param file what messages call the text
   */
  public static Value read(String file, String text) {
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file).build();
      Node root =
          new Compose(settings)
              .composeString(text)
              .orElseThrow(() -> new InvalidSetupException(file + ":1:1: is empty"));
      return new Value(file, "", root);
    } catch (MarkedYamlEngineException e) {
      throw new InvalidSetupException(
          place(file, e.getProblemMark()) + ": is not YAML: " + problem(e));
    } catch (StackOverflowError e) {
      // The parser descends as deep as its input goes.
      throw new InvalidSetupException(file + ":1:1: is nested too deeply");
    } catch (YamlEngineException e) {
      throw new InvalidSetupException(
          file
              + ":1:1: is not YAML: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private static String problem(MarkedYamlEngineException e) {
    String problem = Optional.ofNullable(e.getProblem()).orElse("cannot be parsed");
    return problem.contains("TAB")
        ? "a tab cannot indent; use spaces"
        : problem.lines().findFirst().orElse(problem);
  }

  private static String place(String file, Optional<Mark> mark) {
    return file
        + ":"
        + mark.map(at -> (at.getLine() + 1) + ":" + (at.getColumn() + 1)).orElse("1:1");
  }

  /**
   * A refusal of this value.
   *
   * @param found what is wrong with it
   * @param allowed what would be right
   */
  public InvalidSetupException refused(String found, String allowed) {
    return new InvalidSetupException(
        place(file, node.getStartMark())
            + ": "
            + (path.isEmpty() ? "" : path + ": ")
            + found
            + "; "
            + allowed);
  }

  /** The members of a map, of which there are no others than these. */
  public Members members(String... allowed) {
    Map<String, Value> members = entries();
    Set<String> known = Set.of(allowed);
    for (Map.Entry<String, Value> member : members.entrySet()) {
      if (!known.contains(member.getKey())) {
        throw keyed(member.getKey())
            .refused("is not known", "known here: " + String.join(", ", List.of(allowed)));
      }
    }
    return new Members(this, members);
  }

  /** A map with keys of the user's own. */
  public Map<String, Value> entries() {
    if (!(node instanceof MappingNode mapping)) {
      throw refused(found(), "a map is wanted");
    }
    Map<String, Value> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new Value(file, path, tuple.getKeyNode())
            .refused("is a key that is not a word", "a word is wanted");
      }
      Value value = new Value(file, below(key.getValue()), tuple.getValueNode());
      if (entries.put(key.getValue(), value) != null) {
        throw new Value(file, below(key.getValue()), key)
            .refused("stands here for the second time", "a key stands once");
      }
    }
    return entries;
  }

  /** The place of a key instead of that of its value. */
  private Value keyed(String name) {
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name)) {
        return new Value(file, below(name), key);
      }
    }
    return this;
  }

  private String below(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  public List<Value> items() {
    if (!(node instanceof SequenceNode sequence)) {
      throw refused(found(), "a list is wanted");
    }
    List<Value> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new Value(file, path + "[" + items.size() + "]", item));
    }
    return items;
  }

  public String text() {
    ScalarNode scalar = scalar("a text is wanted");
    if (scalar.getTag().equals(Tag.STR)) {
      return scalar.getValue();
    }
    throw refused(found(), "a text is wanted: put it in quotes");
  }

  /**
   * @param form what the pattern says, in words
   */
  public String text(Pattern pattern, String form) {
    String text = text();
    if (!pattern.matcher(text).matches()) {
      throw refused("found \"" + text + "\"", form + " is wanted");
    }
    return text;
  }

  public String oneOf(String... allowed) {
    String text = text();
    if (!List.of(allowed).contains(text)) {
      throw refused("found \"" + text + "\"", "allowed: " + String.join(", ", allowed));
    }
    return text;
  }

  /** Whether this is that text, quoted or not. */
  public boolean isText(String text) {
    return node instanceof ScalarNode scalar && scalar.getValue().equals(text);
  }

  public int whole(int least) {
    ScalarNode scalar = scalar("a whole number is wanted");
    if (scalar.getTag().equals(Tag.INT)) {
      try {
        int number = new BigInteger(scalar.getValue()).intValueExact();
        if (number >= least) {
          return number;
        }
      } catch (ArithmeticException | NumberFormatException e) {
        throw refused(found(), "a whole number of at most 2147483647 is wanted");
      }
    }
    throw refused(found(), "a whole number of at least " + least + " is wanted");
  }

  public boolean flag() {
    ScalarNode scalar = scalar("true or false is wanted");
    if (!scalar.getTag().equals(Tag.BOOL)) {
      throw refused(found(), "true or false is wanted");
    }
    return Boolean.parseBoolean(scalar.getValue());
  }

  /** Such as {@code 30s}, {@code 5m}, {@code 1h30m}, {@code 250ms}. */
  public Duration duration() {
    String wanted = "a duration is wanted, such as 30s, 5m, 1h30m or 250ms";
    ScalarNode scalar = scalar(wanted);
    Matcher matcher = DURATION.matcher(scalar.getValue());
    if (!matcher.matches() || scalar.getValue().isEmpty()) {
      throw refused(found(), wanted);
    }
    return Duration.ofHours(number(matcher, 1))
        .plusMinutes(number(matcher, 2))
        .plusSeconds(number(matcher, 3))
        .plusMillis(number(matcher, 4));
  }

  private static long number(Matcher matcher, int group) {
    return Optional.ofNullable(matcher.group(group)).map(Long::parseLong).orElse(0L);
  }

  private ScalarNode scalar(String wanted) {
    if (node instanceof ScalarNode scalar) {
      return scalar;
    }
    throw refused(found(), wanted);
  }

  private String found() {
    return switch (node) {
      case MappingNode map -> "found a map";
      case SequenceNode list -> "found a list";
      case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "found nothing";
      case ScalarNode scalar when scalar.getTag().equals(Tag.STR) ->
          "found the text \"" + scalar.getValue() + "\"";
      case ScalarNode scalar when scalar.getTag().equals(Tag.BOOL) -> "found " + scalar.getValue();
      case ScalarNode scalar -> "found the number " + scalar.getValue();
      default -> "found something else";
    };
  }
}
