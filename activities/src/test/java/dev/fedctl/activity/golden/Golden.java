package dev.fedctl.activity.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares objects with a file under {@code src/test/resources/golden}. Run with {@code
 * -Dgolden.update=true} to write what is, then read the difference in version control.
 */
public final class Golden {

  private Golden() {}

  public static void check(String file, List<? extends HasMetadata> objects) {
    String actual = objects.stream().map(Golden::yaml).collect(Collectors.joining());
    if (Boolean.getBoolean("golden.update")) {
      write(Path.of("src/test/resources/golden", file), actual);
      return;
    }
    assertThat(actual).isEqualTo(read("/golden/" + file));
  }

  /** Keys in order: the order in which an object was built says nothing. */
  private static String yaml(HasMetadata object) {
    return Serialization.asYaml(
        sorted(Serialization.unmarshal(Serialization.asJson(object), Object.class)));
  }

  private static Object sorted(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, child) -> sorted.put(String.valueOf(key), sorted(child)));
        yield sorted;
      }
      case List<?> list -> list.stream().map(Golden::sorted).toList();
      default -> value;
    };
  }

  static String read(String resource) {
    try (InputStream in = Golden.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in, resource).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path path, String text) {
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
