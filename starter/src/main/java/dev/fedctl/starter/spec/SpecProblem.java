package dev.fedctl.starter.spec;

import java.util.Optional;

/**
 * One thing wrong with a spec.
 *
 * @param place absent when there is none, as for a file that is absent
 * @param path dotted, as {@code spec.nodes.count}; empty for the whole document
 * @param message what was found, what is allowed
 */
public record SpecProblem(Optional<Place> place, String path, String message) {

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    place.ifPresent(where -> text.append(where).append(": "));
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    return text.append(message).toString();
  }
}
