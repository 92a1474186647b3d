package dev.fedctl.starter.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MemberSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpecLoaderTest {

  private static final String GOOD =
      """
      apiVersion: fedctl.dev/v1alpha1
      kind: Federation
      metadata:
        name: fed
      spec:
        network:
          vpc:
            name: KarmadaVPC
        nodes:
          count: 3
        members:
          count: 2
      """;

  @Test
  void guidanceExampleIsValid() {
    FederationDocument document =
        new SpecLoader(System.in).load("../examples/guidance.yaml", List.of()).document();

    assertThat(document.parentName()).isEqualTo("karmada-guidance-parent");
    assertThat(document.memberSpecs())
        .extracting(MemberSpec::name)
        .containsExactly("karmada-guidance-member-1", "karmada-guidance-member-2");
  }

  @Test
  void whatTheFileLeavesOutIsAsInTheGuidance() {
    FederationDocument document =
        load(
            "apiVersion: fedctl.dev/v1alpha1\nkind: Federation\nmetadata: {name: fed}\nspec: {}\n");

    assertThat(document.spec().region()).isEqualTo("eu-north-1");
    assertThat(document.spec().nodes().count()).isEqualTo(3);
    assertThat(document.spec().karmada().etcd().replicas()).isEqualTo(3);
    assertThat(document.memberSpecs()).hasSize(2);
    assertThat(document.spec().karmada().endpoint().port()).isEqualTo(32443);
  }

  @Test
  void setOptionsOverrideTheFileInTheirOrder() {
    FederationDocument document =
        load(GOOD, "members.count=7", "spec.nodes.count=5", "nodes.count=6", "demo.replicas=0");

    assertThat(document.memberSpecs()).hasSize(7);
    assertThat(document.spec().nodes().count()).isEqualTo(6);
    assertThat(document.hasDemo()).isFalse();
  }

  @Test
  void membersCanBeNamed() {
    FederationDocument document =
        load(
            GOOD,
            "members=[{name: oslo, labels: {tier: gold}}, {name: stavanger}]",
            "members[1].name=bergen");

    assertThat(document.memberSpecs())
        .extracting(MemberSpec::name)
        .containsExactly("oslo", "bergen");
  }

  @Test
  void layerLiesAboveTheFileAndBelowSetOptions(@TempDir Path folder) throws IOException {
    Path layer =
        Files.writeString(
            folder.resolve("layer.yaml"),
            "spec:\n  karmada: {crds: {url: 'https://mirror/crds.tar.gz'}}\n  nodes: {vcpus: 8, memoryGiB: 16}\n");

    FederationDocument document =
        new SpecLoader(new ByteArrayInputStream(GOOD.getBytes(UTF_8)))
            .load("-", Optional.of(layer.toString()), List.of("nodes.vcpus=4"))
            .document();

    assertThat(document.spec().karmada().crdsUrl()).isEqualTo("https://mirror/crds.tar.gz");
    assertThat(document.spec().nodes().memoryGiB()).isEqualTo(16);
    assertThat(document.spec().nodes().vcpus()).isEqualTo(4);
    assertThat(document.spec().nodes().count()).isEqualTo(3);
    assertThat(document.memberSpecs()).hasSize(2);
  }

  @Test
  void whatIsWrongInALayerIsFoundThere(@TempDir Path folder) throws IOException {
    Path layer = Files.writeString(folder.resolve("layer.yaml"), "spec:\n  nodes: {cuont: 3}\n");
    Path list = Files.writeString(folder.resolve("list.yaml"), "- spec\n");

    assertThatThrownBy(() -> loadBelow(layer))
        .hasMessage(
            layer
                + ":2:11: spec.nodes.cuont: unknown key; allowed: count, vcpus, memoryGiB,"
                + " architecture");
    assertThatThrownBy(() -> loadBelow(list))
        .hasMessage(list + ":1:1: is not a part of a spec: must be a map");
  }

  private static void loadBelow(Path layer) {
    new SpecLoader(new ByteArrayInputStream(GOOD.getBytes(UTF_8)))
        .load("-", Optional.of(layer.toString()), List.of());
  }

  @ParameterizedTest
  @MethodSource
  void badSpecIsMetWithOneMessageThatNamesThePlace(
      String wrong, String text, List<String> sets, String message) {
    assertThatThrownBy(() -> load(text, sets.toArray(String[]::new)))
        .as(wrong)
        .isInstanceOf(InvalidSpecFileException.class)
        .hasMessage(message);
  }

  static Stream<Arguments> badSpecIsMetWithOneMessageThatNamesThePlace() {
    return Stream.of(
        file(
            "unknown key",
            GOOD.replace("count: 3", "cuont: 3"),
            "<stdin>:10:5: spec.nodes.cuont: unknown key; allowed: count, vcpus, memoryGiB, architecture"),
        file(
            "wrong type",
            GOOD.replace("count: 3", "count: many"),
            "<stdin>:10:5: spec.nodes.count: is \"many\"; must be a whole number"),
        file(
            "duplicate key",
            GOOD + "kind: Federation\n",
            "<stdin>:13:1: kind: stands here for the second time"),
        file(
            "tab indent",
            GOOD.replace("  nodes:", "\tnodes:"),
            "<stdin>:9:1: is not YAML: a tab cannot indent; use spaces"),
        file(
            "version as number",
            GOOD.replace("  nodes:", "  kubernetesVersion: 1.30\n  nodes:"),
            "<stdin>:9:3: spec.kubernetesVersion: is the number 1.30; must be a string: write \"1.30\" in quotes"),
        file(
            "bad name",
            GOOD.replace("name: fed", "name: Fed_1"),
            "<stdin>:4:3: metadata.name: is \"Fed_1\"; must be a DNS label: lower-case letters, digits and dashes, starting with a letter, not ending with a dash"),
        file(
            "name too long for Karmada",
            GOOD.replace("name: fed", "name: " + "f".repeat(45)),
            "<stdin>:4:3: metadata.name: gives the cluster name \""
                + "f".repeat(45)
                + "-member-2\" of 54 characters; Karmada allows 48"),
        file(
            "fewer nodes than etcd members",
            GOOD.replace("count: 3", "count: 2"),
            "<stdin>:10:5: spec.nodes.count: 2 is too few: each of 3 etcd members needs a node of its own; at least 3"),
        file(
            "no such kind of region",
            GOOD.replace("  network:", "  region: north\n  network:"),
            "<stdin>:6:3: spec.region: is \"north\"; must be an AWS region, such as eu-north-1"),
        file(
            "two ways to name a VPC",
            GOOD.replace("name: KarmadaVPC", "name: KarmadaVPC\n      id: vpc-12345678"),
            "<stdin>:7:5: spec.network.vpc: needs exactly one of: name, id"),
        file("empty file", "", "<stdin>:1:1: is empty"),
        file("comments only", "# nothing\n", "<stdin>:1:1: is empty"),
        file(
            "no YAML",
            "foo: [",
            "<stdin>:1:7: is not YAML: expected the node content, but found '<stream end>'"),
        file(
            "no map",
            "just words\n",
            "<stdin>:1:1: is not a spec: must be a map with apiVersion, kind, metadata, spec"),
        file(
            "other kind",
            GOOD.replace("kind: Federation", "kind: Deployment"),
            "<stdin>:2:1: kind: is \"Deployment\"; must be one of Federation"),
        file(
            "no header",
            GOOD.replace("kind: Federation\n", ""),
            "<stdin>:1:1: needs the key \"kind\""),
        file(
            "reserved member",
            GOOD.replace("    count: 2\n", "    - name: karmada\n"),
            "<stdin>:12:7: spec.members[0].name: \"karmada\" is reserved or taken by another cluster of this file"),
        file(
            "member in another region without network",
            GOOD.replace("    count: 2\n", "    - {name: far, region: us-east-1}\n"),
            "<stdin>:12:7: spec.members[0].network: is needed: a member in a region of its own cannot use the federation's VPC"),
        set("rubbish", "rubbish", "--set rubbish: must be PATH=VALUE, such as spec.nodes.count=5"),
        set(
            "wrong type",
            "nodes.count=x",
            "--set nodes.count=x: spec.nodes.count: is \"x\"; must be a whole number"),
        set(
            "unknown key",
            "spec.bogus.x=1",
            "<stdin>:5:1: spec.bogus: unknown key; allowed: region, kubernetesVersion, network, nodes, access, karmada, members, demo"),
        set(
            "not allowed",
            "karmada.etcd.replicas=2",
            "--set karmada.etcd.replicas=2: spec.karmada.etcd.replicas: is the number 2; must be one of 1, 3, 5"),
        set(
            "path into a value",
            "nodes.count.more=1",
            "--set nodes.count.more=1: spec.nodes.count.more: \"spec.nodes.count\" is not a map"),
        set(
            "bad path",
            "nodes..count=1",
            "--set nodes..count=1: \"\" is no key; a path is keys with dots between them, such as members[0].region"),
        set(
            "index into a map",
            "nodes[0].count=1",
            "--set nodes[0].count=1: spec.nodes[0].count: \"spec.nodes\" is not a list"),
        sets(
            "key of a list",
            List.of("members=[{name: oslo}]", "members.first=x"),
            "--set members.first=x: spec.members.first: \"spec.members\" is not a map"),
        sets(
            "index beyond the list",
            List.of("members=[{name: oslo}]", "members[1].name=x"),
            "--set members[1].name=x: spec.members[1].name: the list has 1 entries, counted from 0"));
  }

  @Test
  void absurdNestingIsRefused() {
    assertThatThrownBy(() -> load("[".repeat(100_000)))
        .hasMessage("<stdin>:1:1: is nested too deeply");
  }

  @Test
  void absentFileIsNamed() {
    assertThatThrownBy(() -> new SpecLoader(System.in).load("no/such.yaml", List.of()))
        .hasMessage("no/such.yaml: there is no such file");
  }

  @Test
  void binaryFileIsRefused(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("spec.yaml"), new byte[] {(byte) 0xff, 0x00, 0x12});

    assertThatThrownBy(() -> new SpecLoader(System.in).load(file.toString(), List.of()))
        .hasMessage(file + ": is not a text file in UTF-8");
  }

  private static Arguments file(String wrong, String text, String message) {
    return arguments(wrong, text, List.of(), message);
  }

  private static Arguments set(String wrong, String option, String message) {
    return sets(wrong, List.of(option), message);
  }

  private static Arguments sets(String wrong, List<String> options, String message) {
    return arguments("--set: " + wrong, GOOD, options, message);
  }

  private static FederationDocument load(String text, String... sets) {
    return new SpecLoader(new ByteArrayInputStream(text.getBytes(UTF_8)))
        .load("-", List.of(sets))
        .document();
  }
}
