package dev.fedctl.sandbox.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedctl.sandbox.setup.InvalidSetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void live() throws IOException {
    file = folder.resolve("ledger.jsonl");
    try (LedgerFile ledger = LedgerFile.anew(file)) {
      ledger.accept(read(1));
      ledger.accept(read(2));
    }
  }

  @Test
  void whatIsKnownIsNotWrittenAgain() throws IOException {
    List<String> before = Files.readAllLines(file);
    try (LedgerFile ledger = LedgerFile.goOn(file)) {
      ledger.accept(read(1));
      ledger.accept(read(2));
      ledger.caughtUp();
      ledger.accept(read(3));

      assertThat(Files.readAllLines(file)).startsWith(before.toArray(String[]::new)).hasSize(3);
    }
  }

  @Test
  void rowsOfAnEndAndATornRowAreTakenOff() throws IOException {
    List<String> before = Files.readAllLines(file);
    Files.writeString(
        file,
        "{\"type\":\"ready\",\"atSeconds\":1.0,\"kind\":\"a\",\"id\":\"b\",\"resource\":\"c\"}\n{\"type\":\"pa",
        StandardOpenOption.APPEND);

    LedgerFile.goOn(file).close();

    assertThat(Files.readAllLines(file)).isEqualTo(before);
  }

  @Test
  void rowThatNobodyWasAnsweredIsTakenOff() throws IOException {
    try (LedgerFile ledger = LedgerFile.goOn(file)) {
      ledger.accept(read(1));
      ledger.caughtUp();
      ledger.accept(read(7));
    }

    assertThat(Files.readAllLines(file)).hasSize(2).last().asString().contains("\"atSeconds\":7.0");
  }

  @Test
  void ledgerOfSomethingElseIsRefusedAndLeftAlone() throws IOException {
    List<String> before = Files.readAllLines(file);
    try (LedgerFile ledger = LedgerFile.goOn(file)) {
      ledger.accept(read(1));
      ledger.accept(read(5));

      assertThatThrownBy(ledger::caughtUp)
          .isInstanceOf(InvalidSetupException.class)
          .hasMessage(
              file + ":2: is not the ledger of this state; name the one that is, or another file");
    }
    assertThat(Files.readAllLines(file)).isEqualTo(before);
  }

  private static LedgerRow read(double at) {
    return new LedgerRow.Read(
        at,
        "eks:ListClusters",
        "",
        "sent",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
