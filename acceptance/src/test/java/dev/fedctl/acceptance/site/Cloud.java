package dev.fedctl.acceptance.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.fedctl.sandbox.ledger.LedgerRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code fedctl sandbox} as a process that keeps what it has. */
public final class Cloud implements AutoCloseable {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          // A row without effects has no such field.
          .withConfigOverride(
              List.class,
              lists -> lists.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .build();

  private final Path folder;
  private final int speed;
  private final List<String> options;
  private FedctlProcess process;

  private Cloud(Path folder, int speed, List<String> options) {
    this.folder = folder;
    this.speed = speed;
    this.options = options;
    this.process = started();
  }

  /** Starts it anew; listens when it returns. */
  static Cloud start(Path folder, int speed, List<String> options) {
    return new Cloud(folder, speed, options);
  }

  /** SIGKILL, and the same cloud again, with the state that it leaves. */
  public void killAndStart() {
    process.kill();
    process = started();
  }

  /** From now on it answers nobody, and no connection to it is refused. */
  public void freeze() {
    process.signal("STOP");
  }

  /** Ends the same. */
  public void thaw() {
    process.signal("CONT");
  }

  private FedctlProcess started() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "sandbox",
                "--port=0",
                "--speed=" + speed,
                "--state=" + folder.resolve("cloud"),
                "--ledger=" + ledger()));
    arguments.addAll(options);
    return FedctlProcess.start(folder, Map.of(), List.of(), arguments).saying("# sha256");
  }

  /** What a worker needs: where it is, and the credentials that it prints. */
  public Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    process
        .out()
        .lines()
        .filter(line -> line.startsWith("AWS_"))
        .forEach(
            line ->
                environment.put(
                    line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
    return environment;
  }

  /** A file with the part of each spec that only holds here. */
  Path layer() {
    try {
      return Files.writeString(
          folder.resolve("layer.yaml"),
          """
          spec:
            karmada:
              crds:
                url: %s
                sha256: %s
          """
              .formatted(process.value("# Karmada's definitions: "), process.value("# sha256: ")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many requests it has seen. */
  public int requests() {
    return lines().size();
  }

  /** Whether such a call has been made, as {@code eks:CreateNodegroup}. */
  public boolean hasSeen(String call) {
    return lines().stream().anyMatch(line -> line.contains("\"call\":\"" + call + "\""));
  }

  /** What has happened in it. A row that is just being written is left out. */
  public List<LedgerRow> rows() {
    List<LedgerRow> rows = new ArrayList<>();
    for (String line : lines()) {
      try {
        rows.add(JSON.readValue(line, LedgerRow.class));
      } catch (JsonProcessingException e) {
        throw new AssertionError(line, e);
      }
    }
    return rows;
  }

  private List<String> lines() {
    try {
      String text = Files.readString(ledger(), UTF_8);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path ledger() {
    return folder.resolve("ledger.jsonl");
  }

  @Override
  public void close() {
    process.close();
  }
}
