package dev.fedctl.starter.render;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The terminal that stderr is, as the launcher found it: Java cannot tell.
 *
 * @param columns characters in a line
 * @param rows lines
 */
public record Terminal(int columns, int rows) {

  private static final int COLUMNS = 80;
  private static final int ROWS = 24;

  /** Empty when stderr is no terminal. */
  public static Optional<Terminal> of(Properties properties) {
    return Boolean.parseBoolean(properties.getProperty("fedctl.terminal"))
        ? Optional.of(
            new Terminal(
                number(properties, "fedctl.columns", COLUMNS),
                number(properties, "fedctl.rows", ROWS)))
        : Optional.empty();
  }

  /** Empty also when the user wants plain text: by {@code --no-color}, or by {@code NO_COLOR}. */
  public static Optional<Terminal> of(
      Properties properties, Map<String, String> environment, boolean noColor) {
    return of(properties)
        .filter(known -> !noColor && environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  /**
   * The same with the size that {@code stty} prints.
   *
   * @param size rows and columns; anything else changes nothing
   */
  Terminal resized(String size) {
    List<String> numbers = List.of(size.split(" ", -1));
    return numbers.size() == 2
        ? new Terminal(number(numbers.getLast(), columns), number(numbers.getFirst(), rows))
        : this;
  }

  private static int number(Properties properties, String name, int otherwise) {
    return number(properties.getProperty(name, ""), otherwise);
  }

  private static int number(String text, int otherwise) {
    return text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : otherwise;
  }

  /** A line that does not wrap. */
  String fit(String line) {
    return line.length() < columns ? line : line.substring(0, Math.max(0, columns - 2)) + "…";
  }
}
