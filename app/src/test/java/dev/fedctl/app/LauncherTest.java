package dev.fedctl.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher in a house of its own: a few sources, and programs that say that they ran. */
class LauncherTest {

  private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder;
  private Path house;
  private Path source;
  private Path jar;

  @BeforeEach
  void build() throws IOException {
    house = Files.createDirectories(folder.resolve("house"));
    Files.copy(Path.of("../fedctl"), house.resolve("fedctl"));
    source = house.resolve("app/src/main/java/Main.java");
    jar = house.resolve("app/target/fedctl.jar");
    write(source, "source");
    write(house.resolve("app/src/test/java/MainTest.java"), "test");
    write(jar, "jar");
    at(source, BUILT.minusSeconds(60));
    at(jar, BUILT);
    program(folder.resolve("bin/mvn"), "echo maven with $JAVA_HOME; touch " + jar);
  }

  @Test
  void newEnoughJavaHomeIsUsed() throws Exception {
    Run run = run(jdk("21.0.4"), "plan", "a file");

    assertThat(run.out())
        .startsWith("java of jdk-21.0.4 ")
        .contains("-jar " + jar + " plan a file");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void oldJavaHomeIsPassedOverForTheJavaOfThePath() throws Exception {
    Path path = jdk("23.0.1");
    Files.createSymbolicLink(folder.resolve("bin/java"), path.resolve("bin/java"));

    Run run = run(jdk("17.0.15"), "version");

    assertThat(run.out()).startsWith("java of jdk-23.0.1 ");
  }

  @Test
  void jarThatIsNewerThanItsSourcesIsNotBuiltAgain() throws Exception {
    at(house.resolve("app/src/test/java/MainTest.java"), BUILT.plusSeconds(60));

    assertThat(run(jdk("25"), "version").err()).doesNotContain("maven");
  }

  @Test
  void staleJarIsBuiltWithTheJdkThatWasFound() throws Exception {
    at(source, BUILT.plusSeconds(60));
    Path jdk = jdk("25");

    Run run = run(jdk, "version");

    assertThat(run.err()).contains("building fedctl", "maven with " + jdk);
    assertThat(run.out()).startsWith("java of jdk-25 ").doesNotContain("maven");
  }

  @Test
  void absentJarIsBuilt() throws Exception {
    Files.delete(jar);

    assertThat(run(jdk("25"), "version").err()).contains("building fedctl");
    assertThat(jar).exists();
  }

  @ParameterizedTest
  @CsvSource({
    "25, status, -XX:AOTCache, fedctl-asking.aot",
    "25, rehearse, -XX:AOTCache, fedctl-whole.aot",
    "24, status, -XX:SharedArchiveFile, fedctl-asking.jsa",
    "24, worker, -XX:SharedArchiveFile, fedctl-whole.jsa"
  })
  void commandStartsWithTheClassesThatItNeeds(
      String jdk, String command, String option, String classes) throws Exception {
    assertThat(run(jdk(jdk), command).out())
        .contains(option + "=" + house.resolve("app/target").resolve(classes) + " -jar ");
  }

  @Test
  void warmUpMakesBothCollectionsOfClassesAndNothingElse() throws Exception {
    Path said = folder.resolve("said");
    Path jdk = jdk("25");
    program(jdk.resolve("bin/java"), "echo \"$*\" >>" + said);

    assertThat(run(jdk, "--warm-up")).isEqualTo(new Run(0, "", ""));

    assertThat(Files.readAllLines(said))
        .satisfiesExactly(
            whole ->
                assertThat(whole)
                    .contains("-XX:AOTCacheOutput=" + house.resolve("app/target/fedctl-whole.aot"))
                    .contains(" warm-up whole "),
            asking ->
                assertThat(asking)
                    .contains("-XX:AOTCacheOutput=" + house.resolve("app/target/fedctl-asking.aot"))
                    .contains(" warm-up asking "));
  }

  @Test
  void exitCodeIsThatOfTheProgram() throws Exception {
    Path jdk = jdk("25");
    program(jdk.resolve("bin/java"), "exit 7");

    assertThat(run(jdk, "version").exitCode()).isEqualTo(7);
  }

  private record Run(int exitCode, String out, String err) {}

  private Run run(Path javaHome, String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(house.resolve("fedctl").toString());
    builder.command().addAll(List.of(arguments));
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", javaHome.toString());
    environment.put("PATH", folder.resolve("bin") + ":" + environment.get("PATH"));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    return new Run(process.waitFor(), Files.readString(out), Files.readString(err));
  }

  private Path jdk(String version) throws IOException {
    Path home = folder.resolve("jdk-" + version);
    write(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    program(home.resolve("bin/java"), "echo java of jdk-" + version + " \"$*\"");
    return home;
  }

  private static void program(Path path, String body) throws IOException {
    write(path, "#!/bin/sh\n" + body + "\n");
    assertThat(path.toFile().setExecutable(true)).isTrue();
  }

  private static void write(Path path, String text) throws IOException {
    Files.createDirectories(path.getParent());
    Files.write(path, text.getBytes(UTF_8));
  }

  private static void at(Path path, Instant time) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(time));
  }
}
