package dev.fedctl.sandbox.kube.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rests of lists that were cut by a limit, as they stood at the first page. Kept for five
 * minutes: as long as kube-apiserver keeps old revisions at least.
 */
final class Pages {

  /** The rest of a list and the revision that it is of. */
  record Rest(List<ObjectNode> objects, long revision, Instant since) {}

  private static final Duration KEPT = Duration.ofMinutes(5);

  private final Map<String, Rest> rests = new LinkedHashMap<>();
  private long count;

  /** A token for what is left of a list. */
  String keep(List<ObjectNode> objects, long revision, Instant since) {
    rests.values().removeIf(rest -> old(rest, since));
    ObjectNode next = objects.getFirst();
    ObjectNode token = Trees.object();
    token.put("v", "meta.k8s.io/v1").put("rv", revision).put("page", ++count);
    token.put(
        "start",
        Trees.text(next, "metadata", "namespace") + "/" + Trees.text(next, "metadata", "name"));
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(Trees.bytes(token));
    rests.put(text, new Rest(new ArrayList<>(objects), revision, since));
    return text;
  }

  /** What a token stands for; refuses one that is none (400) and one that is too old (410). */
  Rest of(String text, Instant now) {
    Rest rest = rests.get(text);
    if (rest != null && !old(rest, now)) {
      return rest;
    }
    try {
      JsonNode token = Trees.JSON.readTree(new String(Base64.getUrlDecoder().decode(text), UTF_8));
      if (Trees.text(token, "v").equals("meta.k8s.io/v1")) {
        throw ApiRefusal.of(
            410,
            "Expired",
            "The provided continue parameter is too old to display a consistent list result. You"
                + " must start a new list without the continue parameter.");
      }
    } catch (IllegalArgumentException | IOException e) {
      // Said below.
    }
    throw ApiRefusal.badRequest("invalid continue token: continue key is not valid: " + text);
  }

  private static boolean old(Rest rest, Instant now) {
    return Duration.between(rest.since(), now).compareTo(KEPT) > 0;
  }
}
