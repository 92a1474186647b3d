package dev.fedctl.app.chaos;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Names that a careless comparison takes for another one. */
final class NearNames {

  private static final List<UnaryOperator<String>> TWISTS =
      List.of(
          name -> name + "0", // member-1 and member-10
          name -> name + "-old",
          name -> name + "-1",
          name -> "x" + name,
          name -> "my-" + name,
          name -> name.substring(0, name.length() - 1),
          name -> name.replaceFirst("-", "_"),
          name -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
          name -> name.toUpperCase(Locale.ROOT));

  private final Random random;

  NearNames(Random random) {
    this.random = random;
  }

  /** A name that is like this one, and never the same. */
  String near(String name) {
    while (true) {
      String twisted = TWISTS.get(random.nextInt(TWISTS.size())).apply(name);
      if (!twisted.equals(name)) {
        return twisted;
      }
    }
  }
}
