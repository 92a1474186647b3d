package dev.fedctl.activity.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.activity.golden.Golden;
import dev.fedctl.activity.golden.Upstream;
import dev.fedctl.contract.activity.ClusterRef;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemberObjectsTest {

  private static final MemberCredentials CREDENTIALS =
      new MemberCredentials("b1bd8201-7940-420a-948a-65b1c668bee8", "Y2E=", "dG9rZW4=", "aW1w");

  @Test
  void membersHalfIsTheGoldenOne() {
    Golden.check("member.yaml", MemberObjects.of("member1"));
  }

  @Test
  void everyDifferenceFromUpstreamInTheMemberHasAReason() {
    Upstream.check("member", MemberObjects.of("member1"));
  }

  @Test
  void karmadasHalfIsTheGoldenOne() {
    GenericKubernetesResource cluster =
        ClusterObjects.cluster(
            new ClusterRef("eu-north-1", "member1"),
            "https://ABCDEF0123456789ABCDEF0123456789.gr7.eu-north-1.eks.amazonaws.com",
            CREDENTIALS.clusterId(),
            List.of("eu-north-1a", "eu-north-1b"),
            Map.of("tier", "edge"));
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(MemberObjects.namespace());
    objects.add(cluster);
    cluster.getMetadata().setUid("cbd23281-9bce-4716-8f1c-1012caac9aa3");
    objects.addAll(
        ClusterObjects.secrets("member1", CREDENTIALS, List.of(ClusterObjects.owner(cluster))));
    cluster.getMetadata().setUid(null);

    Golden.check("cluster.yaml", objects);
  }

  @Test
  void credentialsDoNotPrintThemselves() {
    assertThat(CREDENTIALS.toString()).doesNotContain("dG9rZW4=", "aW1w");
  }
}
