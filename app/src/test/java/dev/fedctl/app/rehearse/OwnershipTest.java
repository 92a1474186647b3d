package dev.fedctl.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.activity.InventoryActivities.Kind;
import dev.fedctl.contract.plan.Step;
import dev.fedctl.contract.workflow.FederationWorkflow;
import dev.fedctl.sandbox.aws.model.KnownCalls;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.ledger.LedgerRow.Effect;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.sandbox.world.WorldFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/ownership.md} says of everything that a run makes how it is found and what deletes
 * it.
 */
class OwnershipTest {

  private static final Pattern CALL =
      Pattern.compile("\\b(?:List|Describe|Get|Delete|Detach)[A-Z]\\w+");
  private static final Map<String, Row> TABLE = table();

  /** A row of the table. */
  private record Row(String kind, String proof, String found, String deleted, String step) {

    boolean isFoundByItself() {
      return CALL.matcher(found).find();
    }
  }

  @Test
  void everythingThatARunMakesHasARowAndGoes() {
    World world = WorldFile.read(Path.of("src/test/resources/worlds/left-behind.yaml"));
    try (VirtualLife life = new VirtualLife(world)) {
      FederationWorkflow federation = DestroyTest.deployed(life);
      int mark = life.rows().size();
      life.destroyed(federation, "fed");

      Set<String> made =
          life.rows().stream()
              .flatMap(row -> row.effects().stream())
              .filter(effect -> effect.change().equals("created"))
              .map(Effect::kind)
              .map(kind -> kind.startsWith("k8s:") ? "k8s:*" : kind)
              .collect(Collectors.toSet());
      assertThat(TABLE.keySet()).containsAll(made);
      assertThat(life.left()).isEmpty();
      Set<String> called =
          life.rows().subList(mark, life.rows().size()).stream()
              .flatMap(row -> call(row).stream())
              .collect(Collectors.toSet());
      TABLE.values().stream()
          .filter(row -> made.contains(row.kind()) && row.isFoundByItself())
          .forEach(row -> assertThat(called).as(row.kind()).containsAll(calls(row.found())));
    }
  }

  @Test
  void everyKindOfTheInventoryHasARowAndEveryFinderAKind() {
    List<String> kinds = Arrays.stream(Kind.values()).map(Kind::code).toList();

    assertThat(TABLE.values().stream().filter(Row::isFoundByItself).map(Row::kind))
        .containsExactlyInAnyOrderElementsOf(kinds);
  }

  @Test
  void everyRowNamesCallsAndStepsThatThereAre() {
    Set<String> known =
        KnownCalls.names().stream().map(OwnershipTest::operation).collect(Collectors.toSet());
    List<String> slugs =
        Arrays.stream(Step.values())
            .map(step -> step.id("").substring(1))
            .filter(slug -> slug.startsWith("remove"))
            .toList();
    TABLE
        .values()
        .forEach(
            row -> {
              assertThat(known).containsAll(calls(row.found())).containsAll(calls(row.deleted()));
              assertThat(slugs).contains(row.step().substring(row.step().indexOf('/') + 1));
              assertThat(row.isFoundByItself() || row.found().startsWith("with its "))
                  .as(row.kind())
                  .isTrue();
              assertThat(row.proof()).isNotBlank();
            });
  }

  private static Optional<String> call(LedgerRow row) {
    return switch (row) {
      case LedgerRow.Mutation made -> Optional.of(operation(made.call()));
      case LedgerRow.Read read -> Optional.of(operation(read.call()));
      default -> Optional.empty();
    };
  }

  private static String operation(String call) {
    return call.substring(call.indexOf(':') + 1);
  }

  private static List<String> calls(String cell) {
    return CALL.matcher(cell).results().map(MatchResult::group).toList();
  }

  private static Map<String, Row> table() {
    try {
      return Files.readAllLines(Path.of("../docs/ownership.md")).stream()
          .filter(line -> line.startsWith("| `"))
          .map(line -> line.substring(2, line.length() - 2).split(" \\| ", -1))
          .map(cells -> new Row(bare(cells[0]), cells[1], cells[2], cells[3], bare(cells[4])))
          .collect(Collectors.toMap(Row::kind, row -> row));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String bare(String cell) {
    return cell.replace("`", "").strip();
  }
}
