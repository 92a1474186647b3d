package dev.fedctl.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedctl.sandbox.ledger.LedgerRow;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerSideApplyTest {

  private final KubernetesUnderTest cloud = new KubernetesUnderTest();
  private final KubernetesClient client = cloud.client(KubernetesUnderTest.PARENT);

  @AfterEach
  void close() {
    client.close();
    cloud.close();
  }

  @Test
  void applyCreatesAndSameApplyChangesNothing() {
    ConfigMap first = apply("fedctl", false, Map.of("a", "1"));
    cloud.advance(60);
    ConfigMap second = apply("fedctl", false, Map.of("a", "1"));

    assertThat(second).isEqualTo(first);
    assertThat(mutations()).isEqualTo(1);
    assertThat(first.getMetadata().getManagedFields())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.getManager()).isEqualTo("fedctl");
              assertThat(entry.getOperation()).isEqualTo("Apply");
              assertThat(Objects.requireNonNull(entry.getFieldsV1()).getAdditionalProperties())
                  .containsKey("f:data");
            });
  }

  @Test
  void otherManagerConflictsUnlessItForces() {
    apply("fedctl", false, Map.of("a", "1"));

    assertThatThrownBy(() -> apply("other", false, Map.of("a", "2")))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> {
              assertThat(e.getCode()).isEqualTo(409);
              assertThat(e.getStatus().getReason()).isEqualTo("Conflict");
              assertThat(e.getStatus().getMessage())
                  .isEqualTo("Apply failed with 1 conflict: conflict with \"fedctl\": .data.a");
              assertThat(e.getStatus().getDetails().getCauses())
                  .singleElement()
                  .satisfies(
                      cause -> assertThat(cause.getReason()).isEqualTo("FieldManagerConflict"));
            });
    assertThat(apply("other", true, Map.of("a", "2")).getData()).containsEntry("a", "2");
  }

  @Test
  void fieldNoLongerAppliedIsRemovedUnlessOthersHaveIt() {
    apply("fedctl", false, Map.of("a", "1", "b", "2", "c", "3"));
    apply("other", false, Map.of("b", "2"));

    assertThat(apply("fedctl", false, Map.of("c", "3")).getData())
        .isEqualTo(Map.of("b", "2", "c", "3"));
  }

  private ConfigMap apply(String manager, boolean force, Map<String, String> data) {
    ConfigMap map =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("settings")
            .withNamespace("default")
            .endMetadata()
            .withData(data)
            .build();
    return client
        .configMaps()
        .inNamespace("default")
        .resource(map)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(force)
                .build());
  }

  private long mutations() {
    return cloud.rows().stream()
        .filter(LedgerRow.Mutation.class::isInstance)
        .map(LedgerRow.Mutation.class::cast)
        .filter(row -> !row.effects().isEmpty())
        .count();
  }
}
