package dev.fedctl.sandbox.state;

import dev.fedctl.sandbox.kernel.Arrival;
import dev.fedctl.sandbox.kernel.Memory;
import dev.fedctl.sandbox.wire.WireResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every request, and makes of what was kept the same cloud again by carrying out each request
 * at the time at which it was. Reads too: controllers do what is due when somebody looks.
 */
public final class Journal implements Memory {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private final JournalFile file;
  private final StateClock clock;
  private final List<KeptRequest> before = new ArrayList<>();
  private final Map<String, String> drawn = new HashMap<>();
  private boolean replaying;
  private boolean broken;
  private final List<String> answeredOtherwise = new ArrayList<>();
  private String lastAnswer = "";

  /** {@code clock} stands at the start of the cloud until the replay is over. */
  Journal(JournalFile file, List<JournalLine> lines, StateClock clock) {
    this.file = file;
    this.clock = clock;
    for (JournalLine line : lines) {
      switch (line) {
        case KeptRequest request -> before.add(request);
        case JournalLine.Drawn(String name, String value) -> drawn.put(name, value);
      }
    }
  }

  /** The cloud's time. */
  public InstantSource clock() {
    return clock;
  }

  /** Carries out what was kept, then lets time go on. Under the kernel's lock. */
  public void replay(Consumer<Arrival> carryOut) {
    replaying = true;
    try {
      for (KeptRequest request : before) {
        clock.hold(Instant.parse(request.at()));
        again(request, carryOut);
      }
    } finally {
      replaying = false;
      clock.release();
    }
    if (!answeredOtherwise.isEmpty()) {
      LOG.warn(
          "requests answered otherwise than before, count={} of={} first=\"{}\": was the state made by"
              + " another version?",
          answeredOtherwise.size(),
          before.size(),
          answeredOtherwise.getFirst());
    }
    before.clear();
  }

  private void again(KeptRequest request, Consumer<Arrival> carryOut) {
    lastAnswer = "";
    try {
      carryOut.accept(request.arrival());
    } catch (RuntimeException e) {
      // It failed before too, and may have done half of its work.
      LOG.debug("request failed again, path={}", request.path(), e);
    }
    if (!lastAnswer.equals(request.answer())) {
      answeredOtherwise.add(request.method() + " " + request.path());
    }
  }

  @Override
  public <T> T once(
      String name, Supplier<T> draw, Function<T, String> write, Function<String, T> read) {
    String known = drawn.get(name);
    if (known != null) {
      return read.apply(known);
    }
    T value = draw.get();
    String text = write.apply(value);
    drawn.put(name, text);
    file.append(new JournalLine.Drawn(name, text), false);
    return value;
  }

  @Override
  public void keep(Arrival arrival, Instant at, boolean mutating, WireResponse answer) {
    if (replaying) {
      lastAnswer = KeptRequest.summary(answer);
      return;
    }
    if (broken) {
      throw new IllegalStateException("the state is not written any more");
    }
    broken = true;
    file.append(KeptRequest.of(arrival, at, answer), mutating);
    broken = false;
  }
}
