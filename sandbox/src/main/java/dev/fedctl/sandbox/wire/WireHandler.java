package dev.fedctl.sandbox.wire;

/** Answers requests; called on many threads at once. */
@FunctionalInterface
public interface WireHandler {

  WireResponse handle(WireRequest request);
}
