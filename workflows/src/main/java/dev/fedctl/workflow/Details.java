package dev.fedctl.workflow;

import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus;
import dev.fedctl.contract.message.FederationStatus.MemberStatus.State;
import dev.fedctl.contract.message.ParkedStep;
import dev.fedctl.contract.message.Rejection;
import dev.fedctl.contract.message.Repair;
import dev.fedctl.contract.message.StepProgress;
import dev.fedctl.contract.plan.Scopes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The current details of a workflow in the Web UI: markdown, short enough for Temporal's limit. */
final class Details {

  /** Temporal keeps 20,000 bytes of details; they never come near it with so many rows. */
  private static final int ROWS = 50;

  private static final int ADVICES = 5;

  private static final int REFUSALS = 5;

  private static final int REPAIRS = 3;

  /** Characters of a message; {@code fedctl status} has all of it. */
  private static final int MESSAGE = 400;

  /** Spaces at which no line breaks keep a time in one piece. */
  private static final DateTimeFormatter MINUTE = format("d\u00a0MMM\u00a0HH:mm");

  private static final DateTimeFormatter SECOND = format("d\u00a0MMM\u00a0HH:mm:ss");
  private static final DateTimeFormatter TIME_OF_DAY = format("HH:mm:ss");

  private Details() {}

  /** The steps of one scope: what waits for an operator, then how far each is. */
  static String steps(String scope, List<StepProgress> progress, List<ParkedStep> parked) {
    return advice(parked)
        + repairs(progress.stream().flatMap(step -> step.repairs().stream()).toList())
        + Markdown.table(
            List.of("step", "state", "since\u00a0(UTC)", "end"),
            progress.stream().limit(ROWS).map(step -> row(scope, step)).toList());
  }

  /** A federation: what waits for an operator, then who is how far, then its own steps. */
  static String federation(
      FederationStatus status, List<StepProgress> progress, List<Rejection> rejections) {
    StringBuilder text = new StringBuilder(headline(status));
    text.append(advice(status.parked())).append(repairs(status.repairs()));
    rejections.stream()
        .skip(Math.max(0, rejections.size() - REFUSALS))
        .forEach(rejection -> text.append(refusal(rejection)));
    text.append(clusters(status));
    if (status.members().size() > ROWS) {
      text.append("\n… and %d members more\n".formatted(status.members().size() - ROWS));
    }
    return text.append('\n').append(steps(Scopes.FEDERATION, progress, List.of())).toString();
  }

  /** The last ones: what was mended needs nobody, but somebody may wonder why it took longer. */
  private static String repairs(List<Repair> repairs) {
    StringBuilder text = new StringBuilder();
    repairs.stream()
        .sorted(Comparator.comparing(Repair::at).reversed())
        .limit(REPAIRS)
        .forEach(
            repair ->
                text.append(
                    "**%s was %s** at %s UTC: %s\n\n"
                        .formatted(
                            Markdown.verbatim(repair.step()),
                            switch (repair.how()) {
                              case REMAKE -> "made anew";
                              case REAPPLY -> "applied once more";
                            },
                            SECOND.format(repair.at()),
                            Markdown.verbatim(shortened(repair.cause())))));
    if (repairs.size() > REPAIRS) {
      text.append("… and %d repairs before\n\n".formatted(repairs.size() - REPAIRS));
    }
    return text.toString();
  }

  /** A signal of a person could not be followed. */
  static String refusal(Rejection rejection) {
    return "**Signal %s of %s UTC was not followed**: %s\n\n"
        .formatted(
            Markdown.code(rejection.message()),
            SECOND.format(rejection.at()),
            Markdown.verbatim(shortened(rejection.reason())));
  }

  private static String headline(FederationStatus status) {
    long ready = status.members().stream().filter(one -> one.state() == State.READY).count();
    String parked =
        switch (status.parked().size()) {
          case 0 -> "";
          case 1 -> ", 1 step is parked";
          default -> ", %d steps are parked".formatted(status.parked().size());
        };
    return "**%s**: %d of %d members ready%s\n\n"
        .formatted(status.phase().label(), ready, status.members().size(), parked);
  }

  private static String clusters(FederationStatus status) {
    boolean demo = !status.demo().isEmpty();
    List<String> heads = new ArrayList<>(List.of("cluster", "state", "since\u00a0(UTC)"));
    if (demo) {
      heads.add("demo");
    }
    Stream<List<String>> scopes =
        status.scopes().stream()
            .map(
                scope ->
                    row(scope.scope(), scope.stage().label(), scope.since(), Optional.empty()));
    Stream<List<String>> members =
        status.members().stream()
            .sorted(Comparator.comparing(member -> member.state() != State.PARKED))
            .limit(ROWS)
            .map(member -> row(member, Optional.ofNullable(status.demo().get(member.name()))));
    return Markdown.table(
        heads, Stream.concat(scopes, members).map(row -> row.subList(0, heads.size())).toList());
  }

  private static List<String> row(MemberStatus member, Optional<Integer> pods) {
    return row(member.name(), member.state().label(), member.joinedAt(), pods);
  }

  private static List<String> row(
      String scope, String state, Optional<Instant> since, Optional<Integer> pods) {
    return List.of(
        scope, state, since.map(MINUTE::format).orElse(""), pods.map(String::valueOf).orElse(""));
  }

  private static List<String> row(String scope, StepProgress step) {
    String prefix = scope + "/";
    return List.of(
        step.id().startsWith(prefix) ? step.id().substring(prefix.length()) : step.id(),
        step.state().name().toLowerCase(Locale.ROOT),
        step.startedAt().map(SECOND::format).orElse(""),
        end(step));
  }

  private static String end(StepProgress step) {
    return step.endedAt()
        .map(end -> time(step, end))
        .or(() -> step.expectedEnd().map(end -> "expected\u00a0" + time(step, end)))
        .orElse("");
  }

  /** With the day, unless it is that of the start. */
  private static String time(StepProgress step, Instant time) {
    boolean sameDay = step.startedAt().map(Details::day).filter(day(time)::equals).isPresent();
    return (sameDay ? TIME_OF_DAY : SECOND).format(time);
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  private static String advice(List<ParkedStep> parked) {
    StringBuilder text = new StringBuilder();
    parked.stream().limit(ADVICES).forEach(step -> text.append(advice(step)));
    if (parked.size() > ADVICES) {
      text.append("… and %d parked steps more\n\n".formatted(parked.size() - ADVICES));
    }
    return text.toString();
  }

  private static String advice(ParkedStep step) {
    return "**%s is parked** (%s): %s\n\n**What to do**: %s; to retry, send the signal %s with the data %s%s\n\n"
        .formatted(
            Markdown.verbatim(step.step()),
            Markdown.code(step.facts().kind().name()),
            Markdown.verbatim(shortened(step.facts().message())),
            Markdown.verbatim(step.facts().advice()),
            Markdown.code("retry"),
            Markdown.code("{\"target\": \"%s\"}".formatted(step.step())),
            step.skippable() ? ", or " + Markdown.code("skip") + " to do without it" : "");
  }

  private static String shortened(String message) {
    return message.length() <= MESSAGE ? message : message.substring(0, MESSAGE - 1) + "…";
  }
}
