package dev.fedctl.sandbox.karmada;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CrdArchiveTest {

  /** Prints what this JVM makes of the archive. */
  static final class Print {
    public static void main(String[] args) {
      System.out.print(CrdArchive.sha256());
    }
  }

  @Test
  void everyRunMakesTheSameBytes() throws IOException, InterruptedException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.timezone=Pacific/Auckland",
                "-Duser.language=tr",
                "-cp",
                System.getProperty("java.class.path"),
                Print.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String digest = new String(other.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

    assertThat(other.waitFor()).isZero();
    assertThat(digest).isEqualTo(CrdArchive.sha256()).hasSize(64);
  }
}
