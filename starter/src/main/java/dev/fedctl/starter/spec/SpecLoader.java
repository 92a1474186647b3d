package dev.fedctl.starter.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.InvalidSpecException;
import dev.fedctl.contract.spec.MemberSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Loads a spec: built-in defaults, below the file, below a layer of the environment's, below {@code
 * --set}. Throws {@link InvalidSpecFileException} with every problem that was found.
 */
public final class SpecLoader {

  private static final String STDIN = "-";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final SpecSchema schema = SpecSchema.shipped();
  private final InputStream stdin;

  public SpecLoader(InputStream stdin) {
    this.stdin = stdin;
  }

  /** {@code file} is a path, or {@code -} for standard input; {@code sets} are applied in order. */
  public LoadedSpec load(String file, List<String> sets) {
    return load(file, Optional.empty(), sets);
  }

  /** The same, with another file laid over the first: it need not be a whole spec. */
  public LoadedSpec load(String file, Optional<String> layer, List<String> sets) {
    String source = file.equals(STDIN) ? "<stdin>" : file;
    List<SetOption> options = sets.stream().map(SetOption::parse).toList();
    LocatedTree tree = YamlReader.read(source, text(file));
    if (!(tree.root() instanceof ObjectNode)) {
      throw InvalidSpecFileException.of(
          new SpecProblem(tree.place(""), "", "is not a spec: must be a map with " + topKeys()));
    }
    layer.ifPresent(upper -> tree.overlay(part(upper)));
    options.forEach(option -> option.applyTo(tree));
    return checked(tree);
  }

  /**
   * Loads a list of members, as {@code spec.members} has it.
   *
   * @param federation whose members they are to be
   */
  public List<MemberSpec> members(String file, String federation) {
    LocatedTree list = YamlReader.read(file.equals(STDIN) ? "<stdin>" : file, text(file));
    if (!list.root().isArray()) {
      throw InvalidSpecFileException.of(
          new SpecProblem(
              list.place(""), "", "is no list of members: must be as \"- name: paris\""));
    }
    LocatedTree tree =
        YamlReader.read(
            file,
            "apiVersion: %s%nkind: %s%nmetadata: {name: %s}%nspec: {}"
                .formatted(FederationDocument.API_VERSION, FederationDocument.KIND, federation));
    tree.overlay(list.below(List.of("spec", "members")));
    return checked(tree).document().memberSpecs();
  }

  /** The spec that a federation of this name has when nothing else is known of it. */
  public FederationDocument blank(String federation, String region) {
    return checked(
            YamlReader.read(
                "the command line",
                "apiVersion: %s%nkind: %s%nmetadata: {name: \"%s\"}%nspec: {region: \"%s\", members: []}"
                    .formatted(
                        FederationDocument.API_VERSION,
                        FederationDocument.KIND,
                        federation,
                        region)))
        .document();
  }

  private LoadedSpec checked(LocatedTree tree) {
    List<SpecProblem> problems = schema.problems(tree);
    if (!problems.isEmpty()) {
      throw new InvalidSpecFileException(problems);
    }
    schema.fillDefaults((ObjectNode) tree.root());
    return new LoadedSpec(bind(tree), tree);
  }

  private LocatedTree part(String file) {
    LocatedTree tree = YamlReader.read(file, text(file));
    if (!tree.root().isObject()) {
      throw InvalidSpecFileException.of(
          new SpecProblem(tree.place(""), "", "is not a part of a spec: must be a map"));
    }
    return tree;
  }

  private FederationDocument bind(LocatedTree tree) {
    try {
      return MAPPER.treeToValue(tree.root(), FederationDocument.class);
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof InvalidSpecException invalid) {
        String pointer = pointer(e.getPath()) + pointer(invalid.path());
        throw InvalidSpecFileException.of(
            new SpecProblem(
                tree.place(pointer),
                YamlReader.path(pointer),
                String.valueOf(invalid.getMessage())));
      }
      throw new IllegalStateException("schema and records disagree: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalStateException("schema and records disagree: " + e.getMessage(), e);
    }
  }

  private String text(String file) {
    try {
      byte[] bytes = file.equals(STDIN) ? stdin.readAllBytes() : Files.readAllBytes(Path.of(file));
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw unreadable(file, "there is no such file");
    } catch (CharacterCodingException e) {
      throw unreadable(file, "is not a text file in UTF-8");
    } catch (IOException | java.nio.file.InvalidPathException e) {
      throw unreadable(file, "cannot be read: " + e.getMessage());
    }
  }

  private String topKeys() {
    return String.join(
        ", ", schema.json().path("required").valueStream().map(JsonNode::asText).toList());
  }

  private static InvalidSpecFileException unreadable(String file, String why) {
    return InvalidSpecFileException.of(new SpecProblem(Optional.empty(), "", file + ": " + why));
  }

  private static String pointer(List<JsonMappingException.Reference> path) {
    StringBuilder pointer = new StringBuilder();
    for (JsonMappingException.Reference step : path) {
      pointer
          .append('/')
          .append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
    }
    return pointer.toString();
  }

  /** The pointer of a dotted path. */
  static String pointer(String path) {
    return path.isEmpty() ? "" : "/" + path.replace("[", "/").replace("]", "").replace('.', '/');
  }
}
