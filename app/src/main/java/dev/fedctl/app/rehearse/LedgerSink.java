package dev.fedctl.app.rehearse;

import dev.fedctl.sandbox.ledger.LedgerFile;
import dev.fedctl.sandbox.ledger.LedgerRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the sandbox's ledger goes: a file, or nowhere but memory. */
record LedgerSink(Optional<LedgerFile> file) implements Consumer<LedgerRow>, AutoCloseable {

  static LedgerSink of(Optional<Path> path) throws IOException {
    return new LedgerSink(
        path.isPresent() ? Optional.of(LedgerFile.create(path.get())) : Optional.empty());
  }

  @Override
  public void accept(LedgerRow row) {
    file.ifPresent(open -> open.accept(row));
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    }
  }
}
