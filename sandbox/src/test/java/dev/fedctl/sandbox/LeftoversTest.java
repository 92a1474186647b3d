package dev.fedctl.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.ledger.Leftovers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was made and what stands, as a ledger tells. */
class LeftoversTest {

  private static final String CLUSTER = "arn:aws:eks:eu-north-1:111122223333:cluster/a";

  @Test
  void thingsThatAreDeletedAreNotLeft() {
    Leftovers found =
        Leftovers.in(
            rows(
                "created iam:Role r",
                "created ec2:volume vol-1",
                "updated iam:Role r",
                "deleted iam:Role r"));

    assertThat(found.created()).isEqualTo(2);
    assertThat(found.deleted()).isEqualTo(1);
    assertThat(found.left())
        .containsExactly(new Leftovers.Thing("ec2:volume", "vol-1", Optional.empty()));
  }

  @Test
  void thingThatIsMadeAgainCountsAgain() {
    Leftovers found =
        Leftovers.in(rows("created iam:Role r", "deleted iam:Role r", "created iam:Role r"));

    assertThat(found.created()).isEqualTo(2);
    assertThat(found.deleted()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "eks:Cluster " + CLUSTER + ", a/ns/x, true",
    "eks:Cluster " + CLUSTER + ", a//x, true",
    "eks:Cluster " + CLUSTER + ", karmada:a/ns/x, true",
    "eks:Cluster " + CLUSTER + ", a-1/ns/x, false",
    "eks:Cluster " + CLUSTER + ", karmada:a-1/ns/x, false",
    "k8s:StatefulSet a/karmada-system/etcd, karmada:a/ns/x, true",
    "k8s:StatefulSet a/karmada-system/etcd, a/ns/x, false",
    "k8s:StatefulSet a/karmada-system/other, karmada:a/ns/x, false",
  })
  void objectsGoWithTheirApiServer(String deleted, String object, boolean gone) {
    Leftovers found =
        Leftovers.in(
            rows("created k8s:ConfigMap " + object, "created " + deleted, "deleted " + deleted));

    assertThat(found.left()).hasSize(gone ? 0 : 1);
  }

  @Test
  void loadBalancerOutlivesItsCluster() {
    Leftovers found =
        Leftovers.in(
            rows(
                "created eks:Cluster " + CLUSTER,
                "created elasticloadbalancing:loadbalancer a/x",
                "deleted eks:Cluster " + CLUSTER));

    assertThat(found.left())
        .extracting(Leftovers.Thing::kind)
        .containsExactly("elasticloadbalancing:loadbalancer");
  }

  private static List<LedgerRow> rows(String... effects) {
    List<LedgerRow.Effect> all =
        Arrays.stream(effects)
            .map(text -> text.split(" "))
            .map(
                word ->
                    new LedgerRow.Effect(
                        word[0], word[1], word[2], Optional.empty(), Optional.empty()))
            .toList();
    return List.of(
        new LedgerRow.Mutation(
            1, 0, "any:Call", "", "", Optional.empty(), "sent", Optional.empty(), all));
  }
}
