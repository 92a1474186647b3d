package dev.fedctl.acceptance.site;

import java.util.List;
import java.util.Set;

/**
 * Somebody at a command line who wants something done: types its commands one after the other,
 * types one again while the answer is that a server or worker does not answer, and, when a command
 * dies, types all of them again.
 */
public final class Person implements AutoCloseable {

  /** AWS, Temporal's server, or a worker does not answer. */
  private static final Set<Integer> TRY_AGAIN = Set.of(12, 13, 15);

  private final Site site;
  private final List<List<String>> commands;
  private int next;
  private FedctlProcess typed;

  /** Types the first one. */
  public Person(Site site, List<List<String>> commands) {
    this.site = site;
    this.commands = commands;
    this.typed = site.command(this.commands.getFirst());
  }

  /** Looks at the terminal, and goes on; whether the last command has ended well. */
  public boolean isDone() {
    if (typed.isRunning()) {
      return false;
    }
    int code = typed.exitCode();
    if (code != 0 && !TRY_AGAIN.contains(code)) {
      throw new AssertionError("%s: exit code %d: %s".formatted(typed, code, typed.err()));
    }
    if (code == 0 && next == commands.size() - 1) {
      return true;
    }
    next = code == 0 ? next + 1 : next;
    typed = site.command(commands.get(next));
    return false;
  }

  /** SIGKILL of what was typed, and the same from the beginning. */
  public void loseTheTerminal() {
    typed.kill();
    next = 0;
    typed = site.command(commands.getFirst());
  }

  /** What the last command printed. */
  public String answer() {
    return typed.out();
  }

  /** What it said beside. */
  public String talk() {
    return typed.err();
  }

  @Override
  public void close() {
    typed.close();
  }
}
