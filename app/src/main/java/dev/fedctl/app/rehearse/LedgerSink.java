package dev.fedctl.app.rehearse;

import dev.fedctl.sandbox.ledger.LedgerFile;
import dev.fedctl.sandbox.ledger.LedgerRow;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the sandbox's ledger goes: a file, or nowhere but memory. */
record LedgerSink(Optional<LedgerFile> file) implements Consumer<LedgerRow>, AutoCloseable {

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
