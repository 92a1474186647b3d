package dev.fedctl.contract.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.fedctl.contract.change.Change.How;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.FederationSpec;
import dev.fedctl.contract.spec.MemberSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The differences between the spec in force and a new one, field by field as the schema lists them.
 * Members that only one of the two names are no difference: see {@link #added} and {@link
 * #unlisted}.
 */
public final class SpecChanges {

  private static final ObjectMapper JSON = JsonMapper.builder().addModule(new Jdk8Module()).build();

  private final FederationDocument now;
  private final FederationDocument wanted;
  private final List<Change> changes = new ArrayList<>();

  private SpecChanges(FederationDocument now, FederationDocument wanted) {
    this.now = now;
    this.wanted = wanted;
  }

  /** All of them, in the schema's order, members last. */
  public static List<Change> between(FederationDocument now, FederationDocument wanted) {
    return new SpecChanges(now, wanted).find();
  }

  /** The members that the new spec names and the one in force does not. */
  public static List<MemberSpec> added(FederationDocument now, FederationDocument wanted) {
    Map<String, MemberSpec> known = byName(now);
    return wanted.memberSpecs().stream().filter(one -> !known.containsKey(one.name())).toList();
  }

  /** The names of the members that the new spec does not name; applying it does not remove them. */
  public static List<String> unlisted(FederationDocument now, FederationDocument wanted) {
    Map<String, MemberSpec> named = byName(wanted);
    return now.memberSpecs().stream()
        .map(MemberSpec::name)
        .filter(name -> !named.containsKey(name))
        .toList();
  }

  /** Why these changes are not carried out, one sentence for each that is not. */
  public static List<String> refusals(List<Change> changes) {
    return changes.stream().map(Change::refusal).filter(text -> !text.isEmpty()).toList();
  }

  private List<Change> find() {
    compare(SpecSchemaTree.root(), withoutMembers(now), withoutMembers(wanted), "", How.IMMUTABLE);
    Map<String, MemberSpec> known = byName(now);
    for (MemberSpec member : wanted.memberSpecs()) {
      MemberSpec before = known.get(member.name());
      if (before != null && !before.equals(member)) {
        boolean nodes = before.nodes().isPresent() || member.nodes().isPresent();
        compare(
            SpecSchemaTree.member(),
            effective(before, now.spec(), nodes),
            effective(member, wanted.spec(), nodes),
            "spec.members[" + member.name() + "]",
            How.IMMUTABLE);
      }
    }
    return List.copyOf(changes);
  }

  private void compare(
      SpecSchemaTree schema, JsonNode before, JsonNode after, String path, How inherited) {
    How how = schema.change().map(How::of).orElse(inherited);
    if (schema.properties().isEmpty()) {
      if (!before.equals(after)) {
        changes.add(new Change(path, text(before), text(after), how));
      }
      return;
    }
    schema
        .properties()
        .forEach(
            (name, property) ->
                compare(
                    property,
                    before.path(name),
                    after.path(name),
                    path.isEmpty() ? name : path + "." + name,
                    how));
  }

  private static JsonNode withoutMembers(FederationDocument document) {
    ObjectNode tree = JSON.valueToTree(document);
    ObjectNode spec = (ObjectNode) tree.get("spec");
    spec.remove("members");
    return normal(tree);
  }

  /** A member with what it has from the federation. */
  private static JsonNode effective(MemberSpec member, FederationSpec spec, boolean nodes) {
    ObjectNode tree = JSON.createObjectNode();
    tree.put("name", member.name());
    tree.put("region", member.region().orElse(spec.region()));
    tree.set("network", JSON.valueToTree(member.network().orElse(spec.network())));
    tree.set("labels", JSON.valueToTree(member.labels()));
    if (nodes) {
      tree.set("nodes", JSON.valueToTree(member.nodes().orElse(spec.nodes())));
    }
    return normal(tree);
  }

  /** Without fields that are null, which are the same as absent ones. */
  private static JsonNode normal(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!field.getValue().isNull()) {
        kept.set(field.getKey(), normal(field.getValue()));
      }
    }
    return kept;
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() ? "absent" : node.toString();
  }

  /** Whether one JSON array of texts holds all of another. */
  static boolean containsAll(String array, String of) {
    try {
      List<JsonNode> all = new ArrayList<>();
      JSON.readTree(array).forEach(all::add);
      List<JsonNode> wanted = new ArrayList<>();
      JSON.readTree(of).forEach(wanted::add);
      return all.containsAll(wanted);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not JSON: " + array + ", " + of, e);
    }
  }

  private static Map<String, MemberSpec> byName(FederationDocument document) {
    return document.memberSpecs().stream()
        .collect(Collectors.toMap(MemberSpec::name, Function.identity()));
  }
}
