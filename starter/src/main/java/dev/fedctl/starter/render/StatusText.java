package dev.fedctl.starter.render;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A status as a person reads it: what waits for somebody first, hundreds of members in a line. */
public final class StatusText {

  private static final int MOST_LISTED = 20;

  private StatusText() {}

  /** {@code now} is when it was asked. */
  public static String of(StatusView status, Instant now) {
    StringBuilder text = new StringBuilder();
    line(text, "federation", status.name());
    line(
        text,
        "phase",
        status.phase()
            + (status.settled() ? "" : ", going on")
            + (status.workflow().equals("running") ? "" : " (workflow " + status.workflow() + ")"));
    line(text, "region", status.region() + status.account().map(id -> ", " + id).orElse(""));
    line(text, "since", ago(Optional.of(status.startedAt()), now));
    line(text, "Karmada", status.karmada().orElse("not yet"));
    status.scopes().forEach(one -> line(text, one.name(), one.stage() + since(one.since(), now)));
    line(text, "members", counts(status.members()));
    if (!status.demo().isEmpty()) {
      line(
          text,
          "demo",
          status.demo().values().stream().mapToInt(Integer::intValue).sum()
              + " replicas ready on "
              + status.demo().size()
              + " members");
    }
    names(text, "unlisted", status.unlisted());
    names(text, "kept", status.kept());
    if (!status.members().isEmpty()) {
      text.append('\n').append(members(status.members(), MOST_LISTED, now));
    }
    parked(text, status, now);
    repairs(text, status, now);
    status
        .rejections()
        .forEach(
            one ->
                text.append(
                    "%nsignal %s could not be followed, %s: %s%n"
                        .formatted(one.message(), ago(Optional.of(one.at()), now), one.reason())));
    return text.toString();
  }

  /** Those that are not ready first; with many, only those. */
  public static String members(List<StatusView.Member> members, int most, Instant now) {
    List<StatusView.Member> sorted =
        members.stream()
            .sorted(Comparator.comparing((StatusView.Member one) -> one.state().equals("Ready")))
            .limit(most)
            .toList();
    Table table = new Table("MEMBER", "REGION", "STATE", "JOINED");
    sorted.forEach(
        one -> table.row(one.name(), one.region(), one.state(), ago(one.joinedAt(), now)));
    return table
        + (members.size() > sorted.size()
            ? "… and %d more: fedctl members list shows all%n"
                .formatted(members.size() - sorted.size())
            : "");
  }

  private static void parked(StringBuilder text, StatusView status, Instant now) {
    for (StatusView.Parked one : status.parked()) {
      text.append(
          "%n■ %s is parked, %s%n  %s: %s%n  %s%n  fedctl retry %s %s%s%n"
              .formatted(
                  one.step(),
                  ago(Optional.of(one.since()), now),
                  one.kind(),
                  one.message(),
                  one.advice(),
                  status.name(),
                  one.step(),
                  one.skippable() ? "   or skip" : ""));
    }
  }

  private static void repairs(StringBuilder text, StatusView status, Instant now) {
    for (StatusView.Repaired one : status.repairs()) {
      text.append(
          "%n↻ %s was %s, %s: %s%n"
              .formatted(
                  one.step(),
                  switch (one.how()) {
                    case REMAKE -> "made anew";
                    case REAPPLY -> "applied once more";
                  },
                  ago(Optional.of(one.at()), now),
                  one.cause()));
    }
  }

  private static String counts(List<StatusView.Member> members) {
    return members.isEmpty()
        ? "none"
        : members.size()
            + ": "
            + members.stream()
                .collect(Collectors.groupingBy(StatusView.Member::state, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(of -> of.getValue() + " " + of.getKey())
                .collect(Collectors.joining(", "));
  }

  private static void names(StringBuilder text, String what, List<String> names) {
    if (!names.isEmpty()) {
      line(text, what, String.join(", ", names));
    }
  }

  private static void line(StringBuilder text, String what, String value) {
    text.append("%-19s %s%n".formatted(what, value));
  }

  private static String since(Optional<Instant> at, Instant now) {
    return at.isEmpty() ? "" : ", " + ago(at, now);
  }

  /** How long ago; nothing when it never was. */
  public static String ago(Optional<Instant> at, Instant now) {
    return at.map(then -> Durations.text(Durations.between(then, now)) + " ago").orElse("");
  }
}
