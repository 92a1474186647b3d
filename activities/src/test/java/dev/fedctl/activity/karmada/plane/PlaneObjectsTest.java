package dev.fedctl.activity.karmada.plane;

import dev.fedctl.activity.golden.Golden;
import dev.fedctl.activity.golden.Specs;
import dev.fedctl.activity.golden.Upstream;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaneObjectsTest {

  private static final String CA = "<ca>";
  private static final List<HasMetadata> REGISTRATION =
      new Registration("karmada-system", CA).objects();
  private static final List<HasMetadata> RBAC =
      Rbac.objects("https://" + Specs.ADDRESS + ":32443", CA);

  @Test
  void registrationIsTheGoldenOne() {
    Golden.check("plane-registration.yaml", REGISTRATION);
  }

  @Test
  void rbacIsTheGoldenOne() {
    Golden.check("plane-rbac.yaml", RBAC);
  }

  @Test
  void everyDifferenceFromUpstreamHasAReason() {
    List<HasMetadata> ours = new ArrayList<>(REGISTRATION);
    ours.addAll(RBAC);
    Upstream.check("karmada-api", ours);
  }
}
