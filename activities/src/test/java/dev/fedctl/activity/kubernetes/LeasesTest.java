package dev.fedctl.activity.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LeasesTest {

  private final List<String> opened = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Leases<String, String> leases =
      new Leases<>(
          2,
          Duration.ofMinutes(5),
          now::get,
          key -> {
            opened.add(key);
            return key;
          },
          closed::add);

  @Test
  void sameKeyIsOpenedOnce() {
    use("a");
    use("a");

    assertThat(opened).containsExactly("a");
    assertThat(closed).isEmpty();
  }

  @Test
  void leastRecentlyUsedIsClosed() {
    use("a");
    use("b");
    use("a");
    use("c");

    assertThat(closed).containsExactly("b");
    assertThat(leases.open()).isEqualTo(2);
  }

  @Test
  void whatIsInUseIsClosedOnlyWhenItsUserIsDone() {
    String lent =
        leases.use(
            "a",
            held -> {
              use("b");
              use("c");
              use("d");
              assertThat(closed).doesNotContain("a");
              leases.drop("a");
              assertThat(closed).doesNotContain("a");
              return held;
            });

    assertThat(lent).isEqualTo("a");
    assertThat(closed).contains("a");
  }

  @Test
  void oldOneIsOpenedAnew() {
    use("a");
    now.set(Instant.EPOCH.plus(Duration.ofMinutes(6)));
    use("a");

    assertThat(opened).containsExactly("a", "a");
    assertThat(closed).containsExactly("a");
  }

  private void use(String key) {
    String value = leases.use(key, held -> held);
    assertThat(value).isEqualTo(key);
  }
}
