package dev.fedctl.sandbox.kernel;

import dev.fedctl.sandbox.wire.WireResponse;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a cloud needs to become the same again after its process died: the requests in the order in
 * which they were carried out, and what chance decided. Used under the kernel's lock.
 */
public interface Memory {

  /**
   * What is known by that name, drawn the first time that it is asked for.
   *
   * @param write as text that {@code read} understands
   */
  <T> T once(String name, Supplier<T> draw, Function<T, String> write, Function<String, T> read);

  /**
   * Keeps a request that was carried out, before anybody sees its answer.
   *
   * @param at the cloud's time at which it was
   * @param mutating whether it must outlive a failure of the machine too
   */
  void keep(Arrival arrival, Instant at, boolean mutating, WireResponse answer);

  /** Of a cloud that ends with its process. */
  static Memory none() {
    return new Memory() {
      @Override
      public <T> T once(
          String name, Supplier<T> draw, Function<T, String> write, Function<String, T> read) {
        return draw.get();
      }

      @Override
      public void keep(Arrival arrival, Instant at, boolean mutating, WireResponse answer) {}
    };
  }
}
