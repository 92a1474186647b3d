package dev.fedctl.sandbox.kernel;

import dev.fedctl.sandbox.wire.WireRequest;

/** A request as it arrived, and where. */
public record Arrival(Entrance entrance, WireRequest request) {

  /** Where requests come in. */
  public enum Entrance {
    AWS,
    CLUSTER,
    KARMADA
  }
}
