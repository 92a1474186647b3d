package dev.fedctl.acceptance.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A headless Chromium with one window, driven by {@code browser.mjs}. What is clicked or filled is
 * waited for; what is read is read as it is. It ends when it is closed, and with this JVM.
 */
public final class Browser implements AutoCloseable {

  /** For a page to become so, on a busy machine. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process driver;
  private final BufferedWriter orders;
  private final BufferedReader answers;
  private final Path log;

  private Browser(Process driver, Path log) {
    this.driver = driver;
    this.orders = driver.outputWriter(UTF_8);
    this.answers = driver.inputReader(UTF_8);
    this.log = log;
  }

  /** Starts one; what it complains about goes to {@code folder/browser.log}. */
  public static Browser start(Path folder) {
    Path log = folder.resolve("browser.log");
    try (InputStream source = Browser.class.getResourceAsStream("browser.mjs")) {
      Path script = folder.resolve("browser.mjs");
      Files.write(script, Objects.requireNonNull(source).readAllBytes());
      ProcessBuilder builder =
          new ProcessBuilder(
                  "node",
                  script.toString(),
                  Peers.find("chromium").toString(),
                  Peers.find("puppeteer").toString())
              .redirectError(log.toFile());
      builder.environment().put("TMPDIR", folder.toString());
      return new Browser(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes to an address. */
  public void open(String url) {
    asserted(Map.of("verb", "open", "url", url));
  }

  /** All that is to be read on the page, in its frames too. */
  public String text() {
    return asserted(Map.of("verb", "text")).asText();
  }

  /** Its tables: rows of cells. */
  public List<List<List<String>>> tables() {
    return JSON.convertValue(asserted(Map.of("verb", "tables")), new TypeReference<>() {});
  }

  /** Clicks the one button, link or option of that name, once it is there. */
  public void click(String label) {
    insist(Map.of("verb", "click", "label", label));
  }

  /** Fills the input that has this label, once it is there. */
  public void fill(String label, String value) {
    insist(Map.of("verb", "fill", "label", label, "value", value));
  }

  /** Takes a picture of what a window of this size shows. */
  public void picture(Path file, int width, int height) {
    asserted(Map.of("verb", "picture", "file", file.toString(), "width", width, "height", height));
  }

  private void insist(Map<String, Object> order) {
    String[] obstacle = {""};
    try {
      Until.so(
          order.toString(),
          LIMIT,
          () -> {
            JsonNode answer = answer(order);
            obstacle[0] = answer.path("error").asText();
            return answer.has("value");
          });
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ": " + obstacle[0] + "; it shows\n" + text(), e);
    }
  }

  private JsonNode asserted(Map<String, Object> order) {
    JsonNode answer = answer(order);
    if (answer.has("error")) {
      throw new AssertionError(order + ": " + answer.path("error").asText());
    }
    return answer.path("value");
  }

  private JsonNode answer(Map<String, Object> order) {
    try {
      orders.write(JSON.writeValueAsString(order));
      orders.newLine();
      orders.flush();
      return JSON.readTree(
          Optional.ofNullable(answers.readLine())
              .orElseThrow(() -> new IOException("the browser has ended")));
    } catch (IOException e) {
      throw new AssertionError("%s: %s; %s".formatted(order, e.getMessage(), complaints()), e);
    }
  }

  private String complaints() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "its log cannot be read";
    }
  }

  @Override
  public void close() {
    try {
      orders.close();
      if (!driver.waitFor(20, TimeUnit.SECONDS)) {
        driver.destroy();
        driver.waitFor(10, TimeUnit.SECONDS);
      }
    } catch (IOException e) {
      driver.destroy();
    } catch (InterruptedException e) {
      driver.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
