package dev.fedctl.sandbox.kube.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.cloud.AwsSide.Node;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the controllers remember of one Deployment or StatefulSet. Guarded by the kernel's lock. */
final class Workload {

  /** One pod: where it runs, and since when what it needs has been there. */
  static final class Slot {

    final String pod;
    final int ordinal;
    final Instant startedAt;
    Optional<Node> node = Optional.empty();
    Optional<Instant> suppliedAt = Optional.empty();
    Optional<Instant> wishAt = Optional.empty();
    String shown = "";

    /** Whether it still runs the template before. */
    boolean outdated;

    Slot(String pod, int ordinal, Instant startedAt) {
      this.pod = pod;
      this.ordinal = ordinal;
      this.startedAt = startedAt;
    }

    /** When it was bound to its node. */
    Optional<Instant> scheduledAt() {
      return node.map(at -> latest(startedAt, at.readyAt()));
    }
  }

  ObjectNode object;
  String hash = "";
  String previousHash = "";
  boolean servedBefore;
  Duration longer = Duration.ZERO;
  Optional<String> doomed = Optional.empty();
  final List<Slot> slots = new ArrayList<>();

  Workload(ObjectNode object) {
    this.object = object;
  }

  String namespace() {
    return Trees.text(object, "metadata", "namespace");
  }

  String name() {
    return Trees.text(object, "metadata", "name");
  }

  int replicas() {
    return Trees.at(object, "spec", "replicas").asInt(1);
  }

  boolean isStatefulSet() {
    return Trees.text(object, "kind").equals("StatefulSet");
  }

  JsonNode template() {
    return Trees.at(object, "spec", "template");
  }

  JsonNode labels() {
    return Trees.at(template(), "metadata", "labels");
  }

  /** The last part of the first container's image, without its tag: {@code kube-apiserver}. */
  String program() {
    String image = Trees.text(Trees.at(template(), "spec", "containers").path(0), "image");
    String last = image.substring(image.lastIndexOf('/') + 1);
    int end = last.indexOf('@') >= 0 ? last.indexOf('@') : last.indexOf(':');
    return end < 0 ? last : last.substring(0, end);
  }

  static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
