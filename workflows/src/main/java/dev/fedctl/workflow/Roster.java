package dev.fedctl.workflow;

import dev.fedctl.contract.change.Change;
import dev.fedctl.contract.change.SpecChanges;
import dev.fedctl.contract.message.AddMembers;
import dev.fedctl.contract.message.ApplySpec;
import dev.fedctl.contract.message.InvalidMessageException;
import dev.fedctl.contract.message.RemoveMembers;
import dev.fedctl.contract.spec.ClusterNames;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.InvalidSpecException;
import dev.fedctl.contract.spec.MemberSpec;
import dev.fedctl.contract.spec.MembersSpec;
import dev.fedctl.contract.workflow.FederationMemory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The spec in force and its members: who is in, who is on the way out, who left. Every question
 * whether a message can be followed is answered here, before anything changes.
 */
final class Roster {

  /** So many requests, and so many of those who left, are remembered. */
  private static final int REMEMBERED = 1_000;

  private FederationDocument document;
  private final Map<String, MemberSpec> leaving = new LinkedHashMap<>();
  private final Map<String, MemberSpec> kept = new LinkedHashMap<>();
  private final Set<String> departed = new LinkedHashSet<>();
  private final Map<String, List<String>> requests = new LinkedHashMap<>();
  private final Set<String> regions = new LinkedHashSet<>();
  private List<String> unlisted = List.of();

  Roster(FederationDocument document) {
    this.document = document;
    noteRegions();
  }

  static Roster of(FederationMemory memory) {
    Roster roster = new Roster(memory.document());
    memory.leaving().forEach(member -> roster.leaving.put(member.name(), member));
    memory.kept().forEach(member -> roster.kept.put(member.name(), member));
    roster.departed.addAll(memory.departed());
    roster.requests.putAll(memory.requests());
    roster.unlisted = memory.unlisted();
    roster.regions.addAll(memory.regions());
    return roster;
  }

  FederationDocument document() {
    return document;
  }

  List<MemberSpec> members() {
    return document.memberSpecs();
  }

  List<String> names() {
    return members().stream().map(MemberSpec::name).toList();
  }

  Optional<MemberSpec> member(String name) {
    return members().stream().filter(member -> member.name().equals(name)).findFirst();
  }

  /** One that is on its way out. */
  Optional<MemberSpec> leaver(String name) {
    return Optional.ofNullable(leaving.get(name));
  }

  List<MemberSpec> leaving() {
    return List.copyOf(leaving.values());
  }

  List<MemberSpec> kept() {
    return List.copyOf(kept.values());
  }

  List<String> departed() {
    return List.copyOf(departed);
  }

  Map<String, List<String>> requests() {
    return new LinkedHashMap<>(requests);
  }

  List<String> unlisted() {
    return unlisted;
  }

  /** Where clusters of this federation are, or were. */
  List<String> regions() {
    return List.copyOf(regions);
  }

  /** The names of all clusters that it has, or had, as far as they are remembered. */
  List<String> clusters() {
    Set<String> all = new LinkedHashSet<>(List.of(document.parentName()));
    all.addAll(names());
    all.addAll(leaving.keySet());
    all.addAll(kept.keySet());
    all.addAll(departed);
    return List.copyOf(all);
  }

  /** A cluster of ours that nobody knew of: it is on its way out. */
  void found(String name, String region) {
    boolean isHome = region.equals(document.spec().region());
    leaving.put(
        name,
        isHome
            ? MemberSpec.named(name)
            : new MemberSpec(
                name,
                Optional.of(region),
                Optional.of(document.spec().network()),
                Optional.empty(),
                Map.of()));
    regions.add(region);
  }

  /** The members that a message would add, which may be none. */
  List<MemberSpec> additions(AddMembers message) {
    if (message.requestId().filter(requests::containsKey).isPresent()) {
      return List.of();
    }
    List<MemberSpec> added =
        message.count().map(this::next).orElseGet(() -> unknown(message.members()));
    checked(joined(added));
    return added;
  }

  List<MemberSpec> add(AddMembers message) {
    List<MemberSpec> added = additions(message);
    take(added);
    message
        .requestId()
        .ifPresent(id -> requests.putIfAbsent(id, added.stream().map(MemberSpec::name).toList()));
    forgetOldest(requests.keySet());
    return added;
  }

  /** The members that a message would remove, which may be none. */
  List<String> removals(RemoveMembers message) {
    List<String> removed = new ArrayList<>();
    for (String name : new LinkedHashSet<>(message.members())) {
      if (member(name).isPresent()) {
        removed.add(name);
      } else if (!leaving.containsKey(name) && !departed.contains(name)) {
        throw new InvalidMessageException(
            "there is no member \"%s\"; there are: %s".formatted(name, list(names())));
      }
    }
    return removed;
  }

  /** Lets members go: from now on they are on their way out. */
  void remove(List<String> removed, boolean keepCluster) {
    for (String name : removed) {
      MemberSpec member = member(name).orElseThrow();
      leaving.put(name, member);
      if (keepCluster) {
        kept.put(name, member);
      }
    }
    unlisted = unlisted.stream().filter(name -> !removed.contains(name)).toList();
    document =
        document.withMembers(
            members().stream().filter(member -> !removed.contains(member.name())).toList());
  }

  /** Clusters that were kept are to go after all. */
  List<String> takeBackKept() {
    leaving.putAll(kept);
    List<String> names = List.copyOf(kept.keySet());
    kept.clear();
    return names;
  }

  /** One has left. */
  void hasLeft(String name) {
    leaving.remove(name);
    departed.add(name);
    forgetOldest(departed);
  }

  /** What a new spec changes; throws when some of that is not carried out. */
  List<Change> changes(ApplySpec message) {
    FederationDocument wanted = message.document();
    SpecChanges.added(document, wanted).forEach(member -> refuseLeaver(member.name()));
    List<Change> changes = SpecChanges.between(document, wanted);
    List<String> refusals = SpecChanges.refusals(changes);
    if (!refusals.isEmpty()) {
      throw new InvalidMessageException(String.join("; ", refusals));
    }
    checked(united(wanted));
    return changes;
  }

  /** Puts a new spec in force, keeping the members that it does not name. */
  List<MemberSpec> apply(ApplySpec message) {
    List<MemberSpec> added = SpecChanges.added(document, message.document());
    unlisted = message.prune() ? List.of() : SpecChanges.unlisted(document, message.document());
    List<MemberSpec> united = united(message.document());
    document = message.document().withMembers(united);
    noteRegions();
    added.forEach(this::isBack);
    return added;
  }

  private List<MemberSpec> united(FederationDocument wanted) {
    Map<String, MemberSpec> all = new LinkedHashMap<>();
    members().forEach(member -> all.put(member.name(), member));
    wanted.memberSpecs().forEach(member -> all.put(member.name(), member));
    return List.copyOf(all.values());
  }

  private void take(List<MemberSpec> added) {
    document = document.withMembers(joined(added));
    noteRegions();
    added.forEach(this::isBack);
  }

  private void noteRegions() {
    regions.add(document.spec().region());
    members().forEach(member -> member.region().ifPresent(regions::add));
  }

  private void isBack(MemberSpec member) {
    kept.remove(member.name());
    departed.remove(member.name());
  }

  private List<MemberSpec> joined(List<MemberSpec> added) {
    List<MemberSpec> all = new ArrayList<>(members());
    all.addAll(added);
    return all;
  }

  private List<MemberSpec> unknown(List<MemberSpec> wanted) {
    Map<String, MemberSpec> unknown = new LinkedHashMap<>();
    for (MemberSpec member : wanted) {
      refuseLeaver(member.name());
      MemberSpec known = member(member.name()).orElse(unknown.get(member.name()));
      if (known == null) {
        unknown.put(member.name(), member);
      } else if (!known.equals(member)) {
        throw new InvalidMessageException(
            "there is a member \"%s\" with other settings; apply a spec to change it"
                .formatted(member.name()));
      }
    }
    return List.copyOf(unknown.values());
  }

  private List<MemberSpec> next(int count) {
    Set<String> taken = new LinkedHashSet<>(names());
    taken.addAll(leaving.keySet());
    List<MemberSpec> added = new ArrayList<>();
    for (int i = 1; added.size() < count; i++) {
      String name = ClusterNames.member(document.name(), i);
      if (taken.add(name)) {
        added.add(MemberSpec.named(name));
      }
    }
    return added;
  }

  private void refuseLeaver(String name) {
    if (leaving.containsKey(name)) {
      throw new InvalidMessageException(
          "member \"%s\" is being removed; add it once it is gone".formatted(name));
    }
  }

  private void checked(List<MemberSpec> members) {
    if (members.size() > MembersSpec.MOST) {
      throw new InvalidMessageException(
          "that would be %d members; a federation has %d at most"
              .formatted(members.size(), MembersSpec.MOST));
    }
    try {
      document.withMembers(members);
    } catch (InvalidSpecException wrong) {
      throw new InvalidMessageException(wrong.path() + ": " + wrong.getMessage());
    }
  }

  private static void forgetOldest(Set<String> known) {
    while (known.size() > REMEMBERED) {
      known.remove(known.iterator().next());
    }
  }

  private static String list(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
