package dev.fedctl.starter.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Asks the person at the terminal before something is changed. */
final class Confirmation {

  private final Surroundings around;
  private final PrintWriter err;

  Confirmation(Surroundings around, PrintWriter err) {
    this.around = around;
    this.err = err;
  }

  /** Goes on only after a yes, given here or beforehand. */
  void yes(String question, boolean given) {
    if (given) {
      return;
    }
    String answer = ask(question + " [y/N] ", "--yes");
    if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
      throw refused("not confirmed: nothing was changed");
    }
  }

  /** Goes on only when exactly this is typed, or was confirmed beforehand. */
  void typed(String what, String expected, boolean given, String options) {
    if (given) {
      return;
    }
    String answer = ask(what + "\nType " + expected + " to go on: ", options);
    if (!answer.equals(expected)) {
      throw refused("\"" + answer + "\" is not " + expected + ": nothing was changed");
    }
  }

  private String ask(String question, String options) {
    if (!around.isInteractive()) {
      throw CommandFailure.of(
          ExitCodes.NOT_CONFIRMED,
          "nobody can be asked, because stdin is no terminal: nothing was changed",
          "say yes beforehand: " + options);
    }
    err.print(question);
    err.flush();
    try {
      BufferedReader reader = new BufferedReader(new InputStreamReader(around.stdin(), UTF_8));
      return Optional.ofNullable(reader.readLine()).orElse("").strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CommandFailure refused(String message) {
    return CommandFailure.of(ExitCodes.NOT_CONFIRMED, message);
  }
}
