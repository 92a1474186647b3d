package dev.fedctl.app.chaos;

import java.util.List;
import java.util.Map;

/**
 * What became of runs in which chance had its way: the document of {@code rehearse --chaos -o
 * json}.
 *
 * @param seed of the first run; each that follows has the next number
 * @param survived runs that were complete, with nothing twice and nothing of others touched, and of
 *     which nothing was left after their removal
 * @param injected what went wrong, by the words of fault files: rules that met a request, counted
 *     as often as they did
 * @param workersDied in all of them together
 * @param secondsLost what the runs took beyond their critical paths, in seconds of the sandbox
 */
public record ChaosReport(
    String federation,
    long seed,
    int runs,
    int survived,
    Map<String, Integer> injected,
    int workersDied,
    double secondsLost,
    List<Failed> failed) {

  /**
   * A run that did not survive.
   *
   * @param seed with which {@code rehearse --chaos --runs 1} is the same run again
   */
  public record Failed(long seed, List<String> why) {}
}
