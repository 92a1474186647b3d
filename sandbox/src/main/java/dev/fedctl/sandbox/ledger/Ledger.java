package dev.fedctl.sandbox.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * All rows of one sandbox, in the order in which they took effect. Guarded by the kernel's lock.
 */
public final class Ledger {

  private final List<LedgerRow> rows = new ArrayList<>();
  private final Map<String, Integer> calls = new TreeMap<>();
  private final Consumer<LedgerRow> sink;

  /** {@code sink} sees each row as it is added: a file, or nobody. */
  public Ledger(Consumer<LedgerRow> sink) {
    this.sink = sink;
  }

  public void add(LedgerRow row) {
    rows.add(row);
    sink.accept(row);
  }

  /** Counts a request on the wire, whatever becomes of it. */
  public void count(String call) {
    calls.merge(call, 1, Integer::sum);
  }

  public List<LedgerRow> rows() {
    return List.copyOf(rows);
  }

  /** Requests on the wire by call, reads included. */
  public Map<String, Integer> calls() {
    return new TreeMap<>(calls);
  }
}
