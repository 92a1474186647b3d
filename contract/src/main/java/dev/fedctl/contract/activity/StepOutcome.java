package dev.fedctl.contract.activity;

/** What an ensure or a delete did. */
public enum StepOutcome {
  CREATED,
  UPDATED,
  UNCHANGED,
  /** It stood, and is on its way out or gone. */
  DELETED,
  /** Nothing was there to be deleted. */
  ABSENT
}
