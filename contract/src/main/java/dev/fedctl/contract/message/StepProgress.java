package dev.fedctl.contract.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where one step is.
 *
 * @param startedAt absent until it starts
 * @param waitStartedAt when its wait began; absent when it has none or has not begun it
 * @param looks how often its wait has looked, all waits of the step together
 * @param repairs what was mended on the way, the oldest first
 */
public record StepProgress(
    String id,
    String title,
    State state,
    Optional<Instant> startedAt,
    Optional<Instant> waitStartedAt,
    Optional<Instant> endedAt,
    Optional<Instant> expectedEnd,
    int looks,
    List<Repair> repairs) {

  public StepProgress {
    // Workers of an earlier release do not tell.
    repairs = repairs == null ? List.of() : List.copyOf(repairs);
  }

  /** What a step can be in. */
  public enum State {
    PENDING,
    RUNNING,
    WAITING,
    /** Begun, and waits for another step. */
    BLOCKED,
    DONE,
    SKIPPED,
    PARKED,
    ABORTED
  }
}
