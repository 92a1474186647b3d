package dev.fedctl.sandbox.kube.api;

import dev.fedctl.sandbox.kernel.Effects;
import java.time.Instant;

/** Brings a store to what its controllers would have made of it by now. */
@FunctionalInterface
public interface Controllers {

  void settle(Instant now, Effects effects);
}
