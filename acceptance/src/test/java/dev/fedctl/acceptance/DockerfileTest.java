package dev.fedctl.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.acceptance.peer.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the Dockerfile needs of the repository, and of the Java runtime below it. */
class DockerfileTest {

  private static final Path HOUSE =
      Path.of(System.getProperty("fedctl.example", "../examples/guidance.yaml"))
          .resolveSibling("..")
          .toAbsolutePath()
          .normalize();

  @Test
  void everyModuleOfTheBuildIsCopiedIntoIt() throws Exception {
    String pom = Files.readString(HOUSE.resolve("pom.xml"));
    String modules = pom.substring(pom.indexOf("<modules>"), pom.indexOf("</modules>"));
    List<String> names =
        Pattern.compile("<module>(.*)</module>")
            .matcher(modules)
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(names).contains("app");
    assertThat(sources()).containsAll(names).contains("pom.xml", ".mvn");
  }

  @Test
  void whatIsCopiedIsThereAndNotIgnored() throws Exception {
    List<String> ignored = Files.readAllLines(HOUSE.resolve(".dockerignore"));

    assertThat(sources())
        .allSatisfy(source -> assertThat(HOUSE.resolve(source)).exists())
        .doesNotContainAnyElementsOf(ignored);
    assertThat(ignored).contains("**/target", ".git");
  }

  @Test
  void imageRunsTheJarThatWasBuiltAndNotAsRoot() throws Exception {
    String copied = "COPY --from=build /src/app/target/fedctl.jar /opt/fedctl/fedctl.jar";
    List<String> entryPoint = entryPoint();

    assertThat(lines()).contains(copied, "USER 10001:10001");
    assertThat(lines().indexOf("USER 10001:10001"))
        .isGreaterThan(lines().lastIndexOf(copied))
        .isGreaterThan(lastIndexOf("RUN "));
    assertThat(entryPoint).containsSequence("-jar", "/opt/fedctl/fedctl.jar").startsWith("java");
  }

  @Test
  void javaKnowsTheOptionsOfTheEntryPoint() throws Exception {
    List<String> command = new ArrayList<>(entryPoint());
    command.set(0, ProcessHandle.current().info().command().orElseThrow());
    int jar = command.indexOf("-jar");
    command.subList(jar, command.size()).clear();
    command.add("-version");

    Command.Said said = Command.run(HOUSE, Map.of(), Duration.ofMinutes(1), command);

    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.err()).doesNotContainIgnoringCase("warning");
  }

  /** What the build copies from the repository. */
  private static List<String> sources() throws IOException {
    return Pattern.compile("^COPY (\\S+) \\S+$", Pattern.MULTILINE)
        .matcher(String.join("\n", lines()))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static List<String> entryPoint() throws IOException {
    MatchResult match =
        Pattern.compile("^ENTRYPOINT (\\[.*])$", Pattern.MULTILINE)
            .matcher(String.join("\n", lines()))
            .results()
            .findFirst()
            .orElseThrow();
    List<String> words = new ArrayList<>();
    new ObjectMapper().readTree(match.group(1)).forEach(word -> words.add(word.asText()));
    return words;
  }

  private static int lastIndexOf(String instruction) throws IOException {
    List<String> lines = lines();
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).startsWith(instruction)) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> lines() throws IOException {
    return Files.readAllLines(HOUSE.resolve("Dockerfile"));
  }
}
