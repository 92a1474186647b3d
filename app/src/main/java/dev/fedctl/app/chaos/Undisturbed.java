package dev.fedctl.app.chaos;

import dev.fedctl.app.rehearse.RehearsalReport;
import java.util.List;

/**
 * A life without mishaps.
 *
 * @param trouble why it did not come through: without a mishap to blame, in words
 */
public record Undisturbed(RehearsalReport report, List<String> trouble, Survey survey) {

  public Undisturbed {
    trouble = List.copyOf(trouble);
  }
}
