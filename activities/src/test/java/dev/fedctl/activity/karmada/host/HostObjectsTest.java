package dev.fedctl.activity.karmada.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.activity.golden.Golden;
import dev.fedctl.activity.golden.Specs;
import dev.fedctl.activity.golden.Upstream;
import dev.fedctl.activity.karmada.pki.Names;
import dev.fedctl.activity.karmada.pki.Pki;
import dev.fedctl.activity.karmada.pki.PkiSecrets;
import dev.fedctl.contract.activity.KarmadaActivities.Component;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostObjectsTest {

  private static final Host HOST =
      new Host("karmada-system", Specs.karmada(), Specs.claim("karmada/etcd"));

  @ParameterizedTest
  @EnumSource
  void componentIsTheGoldenOne(Component component) {
    Golden.check("host-" + component.workload() + ".yaml", Components.objects(component, HOST));
  }

  @Test
  void storageClassIsTheGoldenOne() {
    Golden.check(
        "storage-class.yaml", List.of(StorageClasses.etcd(Specs.claim("karmada/storage-class"))));
  }

  @Test
  void everyDifferenceFromUpstreamHasAReason() {
    List<HasMetadata> ours = new ArrayList<>(secrets());
    for (Component component : Component.values()) {
      ours.addAll(Components.objects(component, HOST));
    }
    Upstream.check("host", ours);
  }

  @Test
  void etcdStartsAllMembersAtOnceAndNamesThemBeforeTheyAreReady() {
    List<HasMetadata> etcd = Components.objects(Component.ETCD, HOST);

    assertThat(etcd)
        .filteredOn(StatefulSet.class::isInstance)
        .map(StatefulSet.class::cast)
        .singleElement()
        .satisfies(
            set -> {
              assertThat(set.getSpec().getPodManagementPolicy()).isEqualTo("Parallel");
              assertThat(
                      set.getSpec().getTemplate().getSpec().getContainers().getFirst().getCommand())
                  .contains("--initial-cluster-token=" + Specs.OWNER.generation());
            });
    assertThat(etcd.toString()).contains("publishNotReadyAddresses=true");
  }

  @Test
  void noRolloutWaitsForANodeThatDoesNotExist() {
    for (Component component : Component.values()) {
      for (HasMetadata object : Components.objects(component, HOST)) {
        if (object instanceof Deployment deployment) {
          boolean oneEach =
              !deployment
                  .getSpec()
                  .getTemplate()
                  .getSpec()
                  .getAffinity()
                  .getPodAntiAffinity()
                  .getRequiredDuringSchedulingIgnoredDuringExecution()
                  .isEmpty();
          int surplus =
              deployment.getSpec().getStrategy().getRollingUpdate().getMaxSurge().getIntVal();
          assertThat(oneEach && surplus > 0).as(component.workload()).isFalse();
        }
      }
    }
  }

  /** Data in the form that the upstream file has: its size matters to nobody. */
  private static List<Secret> secrets() {
    Pki pki =
        Pki.create(
            new Names("karmada-system", Specs.ADDRESS, 3), Instant.parse("2026-01-01T00:00:00Z"));
    List<Secret> secrets = new ArrayList<>(PkiSecrets.derived("karmada-system", pki));
    secrets.add(PkiSecrets.root("karmada-system", pki));
    return secrets.stream()
        .map(
            secret -> {
              TreeMap<String, String> sizes = new TreeMap<>();
              secret.getData().keySet().forEach(key -> sizes.put(key, "<size>"));
              return new SecretBuilder(secret).withData(sizes).build();
            })
        .toList();
  }
}
