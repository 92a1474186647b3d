package dev.fedctl.sandbox.kernel;

import dev.fedctl.sandbox.fault.Refusal;
import dev.fedctl.sandbox.wire.WireResponse;
import java.util.Optional;

/** One decoded request: what it is called, how it is carried out, and how a refusal of it reads. */
public interface Interaction {

  Call call();

  /** The request as it arrived; empty when it is none that came over the wire. */
  default Optional<Arrival> arrival() {
    return Optional.empty();
  }

  /**
   * Carries the request out. Runs under the kernel's lock, so it sees and leaves a consistent
   * world; it must not block.
   */
  WireResponse perform(Effects effects);

  /** How this request's service says that there are too many requests. */
  default Refusal throttle() {
    return new Refusal("ThrottlingException", 429, "Rate exceeded");
  }

  /** An injected refusal in the shape of this request's protocol. */
  WireResponse refuse(Refusal refusal);
}
