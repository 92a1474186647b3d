package dev.fedctl.acceptance;

import dev.fedctl.acceptance.MotoStep.Done;
import dev.fedctl.acceptance.peer.AwsRequest;
import dev.fedctl.acceptance.peer.Disturbance;
import dev.fedctl.acceptance.peer.DisturbingFront;
import java.net.URI;
import java.util.List;

/** An attempt with a worker and a way to moto of its own, on which a request may be disturbed. */
record MotoAttempt(DisturbingFront front, MotoWorker worker) implements AutoCloseable {

  static MotoAttempt inPeace(URI moto) {
    return through(DisturbingFront.before(moto));
  }

  /**
   * @param position of the disturbed request among those that could change something, from 0
   */
  static MotoAttempt disturbed(URI moto, int position, Disturbance disturbance) {
    return through(DisturbingFront.before(moto, position, disturbance));
  }

  private static MotoAttempt through(DisturbingFront front) {
    return new MotoAttempt(front, MotoWorker.at(front.endpoint()));
  }

  Done run(MotoStep step, MotoScene scene) {
    return step.run(worker, scene);
  }

  /** The requests that could have changed something, the same of every owner. */
  List<String> mutations(MotoScene scene) {
    return front.mutations().stream().map(AwsRequest::toString).map(scene.things()::plain).toList();
  }

  @Override
  public void close() {
    worker.close();
    front.close();
  }
}
