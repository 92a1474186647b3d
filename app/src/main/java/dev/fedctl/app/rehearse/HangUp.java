package dev.fedctl.app.rehearse;

import io.grpc.ClientCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of calls that others have under way. */
final class HangUp {

  private static final Logger LOG = LoggerFactory.getLogger(HangUp.class);

  private HangUp() {}

  /**
   * Ends a call, if it can be ended. In-process, gRPC fails at that when the server has not taken
   * it up yet; then it goes on, and what it brings is nobody's: it has to be taken for lost as what
   * a dead worker had begun.
   */
  static void on(ClientCall<?, ?> call, String why) {
    try {
      call.cancel(why, null);
    } catch (RuntimeException e) {
      LOG.debug("not hung up", e);
    }
  }
}
