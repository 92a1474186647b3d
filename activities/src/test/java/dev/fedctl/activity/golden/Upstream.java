package dev.fedctl.activity.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Compares objects with those that karmadactl leaves. Every difference has to be in the table of
 * {@code upstream/differences.txt} with its reason, and every row of the table has to differ.
 */
public final class Upstream {

  /** One row: {@code object pattern | path pattern | reason}. */
  private record Row(Pattern object, Pattern path, String text) {

    boolean covers(String id, String leaf) {
      return object.matcher(id).matches() && path.matcher(leaf).matches();
    }
  }

  private Upstream() {}

  public static void check(String file, List<? extends HasMetadata> ours) {
    Map<String, Map<String, String>> theirs = new LinkedHashMap<>();
    Flat.documents(Golden.read("/upstream/" + file + ".yaml"))
        .forEach(document -> theirs.put(Flat.id(document), Flat.leaves(document)));
    Map<String, Map<String, String>> mine = new LinkedHashMap<>();
    ours.forEach(
        object ->
            Flat.documents(Serialization.asYaml(object))
                .forEach(document -> mine.put(Flat.id(document), Flat.leaves(document))));

    List<Row> rows = rows(file);
    Set<Row> used = new HashSet<>();
    List<String> unexplained = new ArrayList<>();
    Set<String> ids = new TreeSet<>(theirs.keySet());
    ids.addAll(mine.keySet());
    for (String id : ids) {
      Map<String, String> upstream = theirs.getOrDefault(id, Map.of("", "object"));
      Map<String, String> own = mine.getOrDefault(id, Map.of("", "object"));
      Set<String> leaves = new TreeSet<>(upstream.keySet());
      leaves.addAll(own.keySet());
      if (!theirs.containsKey(id) || !mine.containsKey(id)) {
        leaves = Set.of("");
      }
      for (String leaf : leaves) {
        boolean whole = leaf.isEmpty();
        if (!whole && Objects.equals(upstream.get(leaf), own.get(leaf))) {
          continue;
        }
        List<Row> covering = rows.stream().filter(row -> row.covers(id, leaf)).toList();
        used.addAll(covering);
        if (covering.isEmpty()) {
          unexplained.add(
              id + " " + leaf + ": upstream " + upstream.get(leaf) + ", ours " + own.get(leaf));
        }
      }
    }
    assertThat(unexplained).as("differences without a reason").isEmpty();
    assertThat(rows.stream().filter(row -> !used.contains(row)).map(Row::text))
        .as("reasons without a difference")
        .isEmpty();
  }

  /** The rows under the heading {@code [file]}. */
  private static List<Row> rows(String file) {
    List<Row> rows = new ArrayList<>();
    boolean here = false;
    for (String line : Golden.read("/upstream/differences.txt").lines().toList()) {
      if (line.startsWith("[")) {
        here = line.equals("[" + file + "]");
      } else if (here && !line.isBlank() && !line.startsWith("#")) {
        String[] cells = line.split(" \\| ", 3);
        assertThat(cells).as(line).hasSize(3);
        rows.add(new Row(Pattern.compile(cells[0]), Pattern.compile(cells[1]), line));
      }
    }
    return rows;
  }
}
