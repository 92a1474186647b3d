package dev.fedctl.workflow;

import dev.fedctl.contract.failure.Failures;
import dev.fedctl.contract.message.InvalidMessageException;
import dev.fedctl.contract.message.Received;
import dev.fedctl.contract.message.Rejection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** How messages are read: what cannot be followed changes nothing, and its sender is told why. */
final class Inbox {

  /** So many of the signals that could not be followed are shown. */
  private static final int SHOWN = 10;

  private final Deque<Rejection> rejections = new ArrayDeque<>();

  Inbox(List<Rejection> before) {
    rejections.addAll(before);
  }

  List<Rejection> rejections() {
    return List.copyOf(rejections);
  }

  /** Follows a signal, or keeps the reason why not. */
  <T> void follow(String name, Received<T> signal, Consumer<T> follower) {
    try {
      follower.accept(signal.read());
    } catch (InvalidMessageException wrong) {
      rejections.addLast(new Rejection(name, String.valueOf(wrong.getMessage()), StepRun.now()));
      while (rejections.size() > SHOWN) {
        rejections.removeFirst();
      }
    }
  }

  /** Checks an update before it is accepted: a refused one leaves no event. */
  static <T> void check(Received<T> update, Consumer<T> question) {
    answer(
        update,
        message -> {
          question.accept(message);
          return true;
        });
  }

  /** Follows an update. */
  static <T, R> R answer(Received<T> update, Function<T, R> follower) {
    try {
      return follower.apply(update.read());
    } catch (InvalidMessageException wrong) {
      throw Failures.refused(String.valueOf(wrong.getMessage()));
    }
  }
}
