package dev.fedctl.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.sandbox.CloudUnderTest;
import dev.fedctl.sandbox.aws.RawAws.Answer;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.world.World;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An account under test with what is said of its answers. */
final class Account implements AutoCloseable {

  final CloudUnderTest cloud;
  final RawAws aws;

  Account(World world) {
    cloud = new CloudUnderTest(world);
    aws = new RawAws(cloud);
  }

  Answer form(String service, String action, String... parameters) {
    return aws.send(RawAws.form(service, action, parameters));
  }

  static void made(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  /** A refusal leaves a row of the ledger, and nothing else. */
  void refused(Answer answer, int status, String code, String message) {
    assertThat(answer.status() + " " + answer.code())
        .as(answer.body())
        .isEqualTo(status + " " + code);
    assertThat(answer.message()).contains(message);
    if (cloud.sandbox.ledger().rows().getLast() instanceof LedgerRow.Mutation row) {
      assertThat(row.answer()).isEqualTo("refused");
      assertThat(row.error()).contains(code);
      assertThat(row.effects()).isEmpty();
    }
  }

  /** Form parameters of so many tags, after others. */
  static String[] tagged(String prefix, int from, int count, String... others) {
    Stream<String> tags =
        IntStream.range(0, count)
            .boxed()
            .flatMap(
                i ->
                    Stream.of(
                        prefix + "." + (i + 1) + ".Key",
                        "key" + (from + i),
                        prefix + "." + (i + 1) + ".Value",
                        "v"));
    return Stream.concat(Stream.of(others), tags).toArray(String[]::new);
  }

  @Override
  public void close() {
    cloud.close();
  }
}
