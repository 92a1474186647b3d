package dev.fedctl.activity.demo;

import dev.fedctl.activity.golden.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoObjectsTest {

  @Test
  void demoIsTheGoldenOne() {
    Golden.check("demo.yaml", DemoObjects.of(List.of("member-1", "member-2"), 4));
  }
}
