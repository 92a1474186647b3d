package dev.fedctl.sandbox.kube.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class TypeTableTest {

  /** When this fails, run the generator's main method in the module's directory. */
  @Test
  void committedTableIsWhatTheModelSays() throws IOException {
    assertThat(new TypeTableGenerator().table())
        .isEqualTo(Files.readString(TypeTableGenerator.TABLE));
  }
}
