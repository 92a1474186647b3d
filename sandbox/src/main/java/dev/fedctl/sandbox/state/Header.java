package dev.fedctl.sandbox.state;

import java.util.List;
import java.util.Map;

/**
 * What does not change in the life of a state.
 *
 * @param format of the files of a state; another one is refused
 * @param start when the cloud's clock started to count, which was then right
 * @param setup the options that it was made with, by name
 * @param address on which everything listens
 * @param ports that were chosen, in the order of listening
 */
record Header(
    int format, String start, Map<String, String> setup, String address, List<Integer> ports) {

  static final int FORMAT = 1;
}
