package dev.fedctl.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.identity.FederationId;
import dev.fedctl.contract.identity.IamNames;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.identity.OwnerTags;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IdentityTest {

  private static final FederationId ID = FederationId.of("111122223333", "eu-north-1", "fed");
  private static final Owner OWNER = new Owner("fed", "111122223333", "eu-north-1", "abc");

  @Test
  void federationIdFollowsFromAccountRegionAndName() {
    assertThat(FederationId.of("111122223333", "eu-north-1", "fed")).isEqualTo(ID);
    assertThat(FederationId.of("111122223334", "eu-north-1", "fed")).isNotEqualTo(ID);
    assertThat(FederationId.of("111122223333", "eu-north-2", "fed")).isNotEqualTo(ID);
    assertThat(FederationId.of("111122223333", "eu-north-1", "fed2")).isNotEqualTo(ID);
    assertThat(ID.uuid().version()).isEqualTo(5);
    assertThat(ID.uuid().variant()).isEqualTo(2);
  }

  @Test
  void tokenDiffersByGenerationResourceAndIncarnation() {
    Claim claim = OWNER.claim("a/b");

    assertThat(claim.token()).hasSize(64).isEqualTo(OWNER.claim("a/b").token());
    assertThat(claim.token())
        .isNotEqualTo(new Owner("fed", "111122223333", "eu-north-1", "abd").claim("a/b").token())
        .isNotEqualTo(OWNER.claim("a/c").token())
        .isNotEqualTo(new Claim(OWNER, "a/b", 2).token());
  }

  @Test
  void tagsProveOnlyTheClaimThatTheyWereMadeFor() {
    Claim claim = OWNER.claim("a/b");

    assertThat(OwnerTags.prove(claim.tags(), claim)).isTrue();
    assertThat(OwnerTags.prove(new Claim(OWNER, "a/b", 2).tags(), claim)).isTrue();
    assertThat(OwnerTags.prove(OWNER.claim("a/bc").tags(), claim)).isFalse();
    assertThat(
            OwnerTags.prove(
                new Owner("fed", "111122223333", "eu-north-1", "x").claim("a/b").tags(), claim))
        .isFalse();
    assertThat(OwnerTags.prove(Map.of(), claim)).isFalse();
    Map<String, String> otherFederation = new TreeMap<>(claim.tags());
    otherFederation.put(
        OwnerTags.FEDERATION_ID, FederationId.of("1", "eu-north-1", "fed").toString());
    assertThat(OwnerTags.prove(otherFederation, claim)).isFalse();
  }

  @Test
  void roleNamesFitIamAndKeepFederationsApart() {
    Owner longName = new Owner("f".repeat(60), "111122223333", "eu-north-1", "abc");

    assertThat(IamNames.role(longName, "ebs-csi"))
        .hasSize(64)
        .endsWith("-ebs-csi-" + longName.federationId().brief());
    assertThat(IamNames.role(OWNER, "node")).isEqualTo("fed-node-" + ID.brief());
  }
}
