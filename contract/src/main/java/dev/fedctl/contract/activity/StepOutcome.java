package dev.fedctl.contract.activity;

import java.time.Duration;

/** What an ensure or a delete did. */
public enum StepOutcome {
  CREATED,
  UPDATED,
  UNCHANGED,
  /** It stood, and is on its way out or gone. */
  DELETED,
  /** Nothing was there to be deleted. */
  ABSENT,
  /**
   * The Kubernetes API that had to be asked has not answered for {@link #PATIENCE_WITH_AN_API}.
   * What it would have taken away is found by its tags once its cluster is gone.
   */
  UNREACHED;

  /** For so long a removal waits for a Kubernetes API that does not answer. */
  public static final Duration PATIENCE_WITH_AN_API = Duration.ofMinutes(5);
}
