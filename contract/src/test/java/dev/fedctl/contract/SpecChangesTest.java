package dev.fedctl.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.contract.change.Change;
import dev.fedctl.contract.change.Change.How;
import dev.fedctl.contract.change.SpecChanges;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MemberSpec;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecChangesTest {

  private static final ObjectMapper MAPPER = JacksonJsonPayloadConverter.newDefaultObjectMapper();

  /** One row for each field of a spec that has a class of its own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "metadata.name | \"other\" | IMMUTABLE",
        "spec.region | \"eu-west-1\" | IMMUTABLE",
        "spec.kubernetesVersion | \"1.34\" | ROLLING",
        "spec.network.vpc.name | \"other\" | IMMUTABLE",
        "spec.nodes.count | 5 | IN_PLACE",
        "spec.nodes.vcpus | 8 | REPLACE",
        "spec.nodes.memoryGiB | 8 | REPLACE",
        "spec.nodes.architecture | \"arm64\" | REPLACE",
        "spec.access.admins | [\"arn:aws:iam::111122223333:role/ops\"] | IN_PLACE",
        "spec.karmada.version | \"v1.17.0\" | ROLLING",
        "spec.karmada.crds.url | \"https://example.com/crds.tar.gz\" | IN_PLACE",
        "spec.karmada.etcd.replicas | 1 | IMMUTABLE",
        "spec.karmada.etcd.storage | \"9Gi\" | IMMUTABLE",
        "spec.karmada.apiServer.replicas | 2 | IN_PLACE",
        "spec.karmada.endpoint.scheme | \"internal\" | IMMUTABLE",
        "spec.karmada.endpoint.port | 6443 | IMMUTABLE",
        "spec.karmada.endpoint.allowedCidrs | [\"203.0.113.0/24\"] | IN_PLACE",
        "spec.demo.replicas | 8 | IN_PLACE"
      })
  void changedFieldIsOneChangeOfItsClass(String path, String value, How how)
      throws JsonProcessingException {
    FederationDocument now = Documents.withMembers(2);

    List<Change> changes = SpecChanges.between(now, with(now, path, value));

    assertThat(changes).extracting(Change::path).containsExactly(path);
    assertThat(changes).extracting(Change::how).containsExactly(how);
    assertThat(SpecChanges.refusals(changes).isEmpty()).isEqualTo(how == How.IN_PLACE);
  }

  @Test
  void sameSpecHasNoChange() {
    assertThat(SpecChanges.between(Documents.withMembers(2), Documents.withMembers(2))).isEmpty();
  }

  @Test
  void membersOfOneSideOnlyAreNoChange() {
    FederationDocument two = Documents.withMembers(2);
    FederationDocument three = Documents.withMembers(3);

    assertThat(SpecChanges.between(two, three)).isEmpty();
    assertThat(SpecChanges.added(two, three))
        .extracting(MemberSpec::name)
        .containsExactly("fed-member-3");
    assertThat(SpecChanges.unlisted(three, two)).containsExactly("fed-member-3");
  }

  @Test
  void memberIsComparedByItsNameWithWhatItHasFromTheFederation() throws JsonProcessingException {
    FederationDocument now = Documents.of(Documents.listed("oslo", "bergen"));

    assertThat(
            SpecChanges.between(
                now, with(now, "spec.members", "[{\"name\": \"bergen\"}, {\"name\": \"oslo\"}]")))
        .isEmpty();
    assertThat(
            SpecChanges.between(
                now,
                with(
                    now,
                    "spec.members",
                    "[{\"name\": \"oslo\", \"labels\": {\"tier\": \"one\"}}, {\"name\": \"bergen\","
                        + " \"nodes\": {\"count\": 3, \"vcpus\": 4, \"memoryGiB\": 4,"
                        + " \"architecture\": \"x86_64\"}}]")))
        .satisfiesExactlyInAnyOrder(
            change -> {
              assertThat(change.path()).isEqualTo("spec.members[oslo].labels");
              assertThat(change.how()).isEqualTo(How.IN_PLACE);
            },
            change -> {
              assertThat(change.path()).isEqualTo("spec.members[bergen].nodes.vcpus");
              assertThat(change.how()).isEqualTo(How.REPLACE);
            });
  }

  @Test
  void adminsMayComeAndNotGo() throws JsonProcessingException {
    FederationDocument none = Documents.withMembers(0);
    FederationDocument one =
        with(none, "spec.access.admins", "[\"arn:aws:iam::111122223333:role/ops\"]");

    assertThat(SpecChanges.refusals(SpecChanges.between(none, one))).isEmpty();
    assertThat(SpecChanges.refusals(SpecChanges.between(one, none)))
        .singleElement()
        .asString()
        .contains("taking admins away is not carried out");
  }

  private static FederationDocument with(FederationDocument document, String path, String value)
      throws JsonProcessingException {
    ObjectNode tree = MAPPER.valueToTree(document);
    ObjectNode parent = tree;
    String[] steps = path.split("\\.", -1);
    for (int i = 0; i < steps.length - 1; i++) {
      parent = (ObjectNode) parent.get(steps[i]);
    }
    JsonNode node = MAPPER.readTree(value);
    parent.set(steps[steps.length - 1], node);
    return MAPPER.treeToValue(tree, FederationDocument.class);
  }
}
