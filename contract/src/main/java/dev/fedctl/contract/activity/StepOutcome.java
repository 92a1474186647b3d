package dev.fedctl.contract.activity;

/** What an ensure did. */
public enum StepOutcome {
  CREATED,
  UPDATED,
  UNCHANGED
}
