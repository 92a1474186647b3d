package dev.fedctl.app.rehearse;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Things with their properties, of which chance may have given several the same name. */
final class Things {

  private final SortedMap<String, Integer> found = new TreeMap<>();

  void add(String name, String properties) {
    found.merge(Anonymous.text(name) + "\n" + Anonymous.text(properties), 1, Integer::sum);
  }

  /** Properties by name; of one name in the order of their properties. */
  SortedMap<String, String> byName() {
    SortedMap<String, String> things = new TreeMap<>();
    for (Map.Entry<String, Integer> thing : found.entrySet()) {
      String[] parts = thing.getKey().split("\n", 2);
      for (int i = 0; i < thing.getValue(); i++) {
        String name = parts[0];
        for (int number = 2; things.containsKey(name); number++) {
          name = parts[0] + " #" + number;
        }
        things.put(name, parts[1]);
      }
    }
    return things;
  }
}
