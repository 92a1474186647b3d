package dev.fedctl.app.chaos;

import dev.fedctl.sandbox.ledger.LedgerRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/** The requests of an undisturbed life: what there is to be disturbed. */
public final class Survey {

  /**
   * Requests of one name about one thing.
   *
   * @param times how many there were
   */
  record Request(String call, String subject, boolean mutating, int times) {

    /** A number as if drawn by chance, the same for the same salt. */
    private long lot(long salt) {
      long name = ((long) call.hashCode() << 32) | (subject.hashCode() & 0xFFFF_FFFFL);
      return new Random(salt ^ name).nextLong();
    }
  }

  private record Key(String call, String subject, boolean mutating) {}

  private final List<Request> requests;

  private Survey(List<Request> requests) {
    this.requests = requests;
  }

  /** What the rows of a ledger tell. */
  static Survey of(List<LedgerRow> rows) {
    Map<Key, Integer> times = new LinkedHashMap<>();
    for (LedgerRow row : rows) {
      switch (row) {
        case LedgerRow.Mutation one ->
            times.merge(new Key(one.call(), one.subject(), true), 1, Integer::sum);
        case LedgerRow.Read one ->
            times.merge(new Key(one.call(), one.subject(), false), 1, Integer::sum);
        case LedgerRow.Ready ready -> {}
        case LedgerRow.Path path -> {}
      }
    }
    return new Survey(
        times.entrySet().stream()
            .map(
                one ->
                    new Request(
                        one.getKey().call(),
                        one.getKey().subject(),
                        one.getKey().mutating(),
                        one.getValue()))
            .toList());
  }

  /** Draws from those that are so, as if from a hat: none comes twice. */
  Hat hat(Random random) {
    return new Hat(new ArrayList<>(requests), random);
  }

  /** Requests that have not been drawn yet. */
  record Hat(List<Request> left, Random random) {

    /**
     * Depends on the seed and on which requests there are, and not on their order: no two lives ask
     * in the same one. A request more or less, of a look more or less, seldom changes the draw.
     *
     * @throws IllegalStateException when there is none left that is so
     */
    Request draw(Predicate<Request> wanted) {
      long salt = random.nextLong();
      Request drawn =
          left.stream()
              .filter(wanted)
              .min(
                  Comparator.comparingLong((Request one) -> one.lot(salt))
                      .thenComparing(Request::call)
                      .thenComparing(Request::subject))
              .orElseThrow(
                  () -> new IllegalStateException("no request is left that this can happen to"));
      left.remove(drawn);
      return drawn;
    }
  }
}
