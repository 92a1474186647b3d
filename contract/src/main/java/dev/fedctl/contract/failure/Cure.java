package dev.fedctl.contract.failure;

/**
 * What mends a thing that has failed, and needs no other input. Only for what never became what it
 * was made for: nothing of anybody's can be on it.
 *
 * @param incarnation of the thing that has failed
 * @param times how often it is worth a try before an operator is asked; 0: not before one says so
 */
public record Cure(How how, int incarnation, int times) {

  /** What is done. */
  public enum How {
    /** It is deleted, and made anew in the next incarnation. */
    REMAKE,
    /** It stays, and is brought once more to what was asked for. */
    REAPPLY
  }
}
