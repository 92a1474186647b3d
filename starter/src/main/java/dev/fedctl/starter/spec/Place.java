package dev.fedctl.starter.spec;

/**
 * A place in what a user wrote.
 *
 * @param source a file's name as the user gave it, {@code <stdin>}, or {@code --set …}
 * @param line from 1; 0 for an option, which has no lines
 * @param column from 1
 */
public record Place(String source, int line, int column) {

  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line + ":" + column;
  }
}
