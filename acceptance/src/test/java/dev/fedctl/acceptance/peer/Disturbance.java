package dev.fedctl.acceptance.peer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What becomes of a request on its way. */
public sealed interface Disturbance {

  /** Nothing: it is passed on, and so is the answer. */
  record None() implements Disturbance {}

  /** It is lost, and so is the connection. */
  record LostRequest() implements Disturbance {}

  /** It has its effect; the answer is lost, and so is the connection. */
  record LostReply() implements Disturbance {}

  /** The service says that there are too many requests; nothing takes effect. */
  record Throttled() implements Disturbance {}

  /** It is kept until it is let go: what others do meanwhile overtakes it. */
  final class Held implements Disturbance {

    /** Wide enough for a busy machine; a test that fails on the way lets nobody wait for ever. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final CompletableFuture<Void> arrived = new CompletableFuture<>();
    private final CompletableFuture<Void> free = new CompletableFuture<>();

    /** Done once the request is here. */
    public CompletableFuture<Void> arrived() {
      return arrived;
    }

    public void letGo() {
      free.complete(null);
    }

    void hold() {
      arrived.complete(null);
      free.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }
  }
}
