package dev.fedctl.sandbox.kube.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.cloud.AwsSide.Node;
import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.api.Identities;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Claims, and the volumes that the EBS CSI driver makes for them once a pod that uses them is
 * scheduled (WaitForFirstConsumer) and the add-on is active.
 */
final class Volumes {

  private static final String CLAIMS = "persistentvolumeclaims";
  private static final String VOLUMES = "persistentvolumes";
  private static final String ADDON = "aws-ebs-csi-driver";
  private static final String DRIVER = "ebs.csi.aws.com";

  /** A volume, and whether it goes with its claim. */
  private record Volume(String id, String name, boolean reclaimed) {}

  private final Cluster cluster;
  private final Map<String, Volume> volumes = new HashMap<>();
  private final Map<String, String> zones = new HashMap<>();
  private final Map<Volume, Instant> released = new LinkedHashMap<>();

  Volumes(Cluster cluster) {
    this.cluster = cluster;
  }

  /** The names of the claims of one pod of a StatefulSet, by its templates. */
  static List<String> claims(Workload workload, Workload.Slot slot) {
    List<String> names = new java.util.ArrayList<>();
    Trees.at(workload.object, "spec", "volumeClaimTemplates")
        .forEach(template -> names.add(Trees.text(template, "metadata", "name") + "-" + slot.pod));
    return names;
  }

  /** Makes the claims of a pod that are not there yet, as the StatefulSet controller does. */
  void ensureClaims(Workload workload, Workload.Slot slot, Instant now) {
    for (JsonNode template : Trees.at(workload.object, "spec", "volumeClaimTemplates")) {
      String name = Trees.text(template, "metadata", "name") + "-" + slot.pod;
      if (cluster.store().find(CLAIMS, workload.namespace(), name).isPresent()) {
        continue;
      }
      ObjectNode claim = Trees.object();
      claim.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
      ObjectNode metadata = template.path("metadata").deepCopy();
      claim.set("metadata", metadata);
      metadata.put("name", name).put("namespace", workload.namespace());
      metadata.put("uid", cluster.server().identities().uid(CLAIMS, workload.namespace(), name));
      metadata.put("creationTimestamp", Identities.time(now));
      metadata.putArray("finalizers").add("kubernetes.io/pvc-protection");
      ObjectNode labels = Trees.ensure(metadata, "labels");
      Trees.at(workload.object, "spec", "selector", "matchLabels")
          .properties()
          .forEach(label -> labels.set(label.getKey(), label.getValue()));
      claim.set("spec", template.path("spec").deepCopy());
      claim.putObject("status").put("phase", "Pending");
      cluster.store().put(CLAIMS, claim);
    }
  }

  /** When all volumes of a pod are attached; empty when something for that is missing. */
  Optional<Instant> boundAt(Workload workload, Workload.Slot slot) {
    Optional<Instant> all = slot.scheduledAt();
    for (String name : claims(workload, slot)) {
      Optional<ObjectNode> claim = cluster.store().find(CLAIMS, workload.namespace(), name);
      Optional<Instant> bound = claim.flatMap(found -> boundAt(found, slot));
      all = all.flatMap(one -> bound.map(other -> Workload.latest(one, other)));
    }
    return all;
  }

  private Optional<Instant> boundAt(ObjectNode claim, Workload.Slot slot) {
    Optional<ObjectNode> storage = storageClass(claim);
    if (storage.isEmpty() || slot.wishAt.isEmpty()) {
      return Optional.empty();
    }
    String namespace = Trees.text(claim, "metadata", "namespace");
    String name = Trees.text(claim, "metadata", "name");
    return cluster
        .aws()
        .addonActiveAt(cluster.id(), ADDON)
        .flatMap(active -> slot.scheduledAt().map(at -> Workload.latest(active, at)))
        .map(at -> Workload.latest(at, slot.wishAt.orElse(at)))
        .map(at -> at.plus(cluster.delay(DelayKind.VOLUME_BOUND, namespace, name)));
  }

  private Optional<ObjectNode> storageClass(ObjectNode claim) {
    return cluster
        .store()
        .find("storageclasses.storage.k8s.io", "", Trees.text(claim, "spec", "storageClassName"))
        .filter(found -> Trees.text(found, "provisioner").equals(DRIVER));
  }

  /** Notes since when a pod's claims have a class that can serve them. */
  void observe(Workload workload, Workload.Slot slot, Instant now) {
    if (slot.wishAt.isPresent()) {
      return;
    }
    for (String name : claims(workload, slot)) {
      Optional<ObjectNode> claim = cluster.store().find(CLAIMS, workload.namespace(), name);
      if (claim.isEmpty() || storageClass(claim.get()).isEmpty()) {
        return;
      }
    }
    slot.wishAt = Optional.of(slot.shown.isEmpty() ? slot.startedAt : now);
  }

  /** Makes and binds the volumes of a scheduled pod that are due. */
  void provision(Workload workload, Workload.Slot slot, Instant now, Effects effects) {
    for (String name : claims(workload, slot)) {
      ObjectNode claim =
          cluster.store().find(CLAIMS, workload.namespace(), name).orElseGet(Trees::object);
      Optional<Instant> bound = boundAt(claim, slot);
      boolean driverUp = driverRuns(now);
      if (bound.isEmpty()
          || slot.node.isEmpty()
          || !driverUp
          || slot.node.get().readyAt().isAfter(now)) {
        continue;
      }
      String uid = Trees.text(claim, "metadata", "uid");
      if (!volumes.containsKey(uid)) {
        volumes.put(uid, create(claim, slot.node.get(), effects));
        zones.put(uid, slot.node.get().zone());
      }
      if (!bound.get().isAfter(now) && Trees.text(claim, "spec", "volumeName").isEmpty()) {
        bind(claim, uid, now);
      }
    }
  }

  /** The zone to which the volume of a pod ties it. */
  Optional<String> zone(Workload workload, Workload.Slot slot) {
    for (String name : claims(workload, slot)) {
      Optional<String> zone =
          cluster
              .store()
              .find(CLAIMS, workload.namespace(), name)
              .map(claim -> zones.get(Trees.text(claim, "metadata", "uid")));
      if (zone.isPresent()) {
        return zone;
      }
    }
    return Optional.empty();
  }

  private Volume create(ObjectNode claim, Node node, Effects effects) {
    String uid = Trees.text(claim, "metadata", "uid");
    String name = "pvc-" + uid;
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("CSIVolumeName", name);
    tags.put("ebs.csi.aws.com/cluster", "true");
    tags.put("ebs.csi.aws.com/cluster-name", cluster.id().name());
    tags.put("kubernetes.io/cluster/" + cluster.id().name(), "owned");
    tags.put("kubernetes.io/created-for/pvc/name", Trees.text(claim, "metadata", "name"));
    tags.put("kubernetes.io/created-for/pvc/namespace", Trees.text(claim, "metadata", "namespace"));
    tags.put("kubernetes.io/created-for/pv/name", name);
    storageClass(claim)
        .ifPresent(
            storage ->
                storage
                    .path("parameters")
                    .properties()
                    .forEach(
                        parameter -> {
                          String value = parameter.getValue().asText();
                          int equals = value.indexOf('=');
                          if (parameter.getKey().startsWith("tagSpecification_") && equals > 0) {
                            tags.put(value.substring(0, equals), value.substring(equals + 1));
                          }
                        }));
    String size = Trees.text(claim, "spec", "resources", "requests", "storage");
    String id =
        cluster.aws().createVolume(cluster.id(), node.zone(), gibibytes(size), tags, effects);
    return new Volume(id, name, reclaims(claim));
  }

  private static int gibibytes(String quantity) {
    String digits = quantity.replaceAll("[^0-9].*", "");
    int number = digits.isEmpty() ? 1 : Integer.parseInt(digits);
    if (quantity.endsWith("Ti")) {
      return number * 1024;
    }
    return quantity.endsWith("Mi") ? Math.max(1, (number + 1023) / 1024) : number;
  }

  private void bind(ObjectNode claim, String uid, Instant now) {
    Volume volume = volumes.get(uid);
    if (volume == null) {
      return;
    }
    ObjectNode bound = claim.deepCopy();
    Trees.ensure(bound, "spec").put("volumeName", volume.name());
    ObjectNode status = Trees.ensure(bound, "status");
    status.put("phase", "Bound");
    status.set("accessModes", Trees.at(claim, "spec", "accessModes"));
    status.set("capacity", Trees.at(claim, "spec", "resources", "requests"));
    cluster.store().put(CLAIMS, bound);
    ObjectNode object = Trees.object();
    object.put("apiVersion", "v1").put("kind", "PersistentVolume");
    object
        .putObject("metadata")
        .put("name", volume.name())
        .put("uid", cluster.server().identities().uid(VOLUMES, "", volume.name()))
        .put("creationTimestamp", Identities.time(now));
    ObjectNode spec = object.putObject("spec");
    spec.set("accessModes", Trees.at(claim, "spec", "accessModes"));
    spec.set("capacity", Trees.at(claim, "spec", "resources", "requests"));
    spec.put("storageClassName", Trees.text(claim, "spec", "storageClassName"));
    spec.put("persistentVolumeReclaimPolicy", volume.reclaimed() ? "Delete" : "Retain");
    spec.putObject("csi").put("driver", DRIVER).put("volumeHandle", volume.id());
    spec.putObject("claimRef")
        .put("kind", "PersistentVolumeClaim")
        .put("namespace", Trees.text(claim, "metadata", "namespace"))
        .put("name", Trees.text(claim, "metadata", "name"))
        .put("uid", uid);
    object.putObject("status").put("phase", "Bound");
    cluster.store().put(VOLUMES, object);
  }

  private boolean reclaims(ObjectNode claim) {
    return storageClass(claim)
        .map(found -> Trees.text(found, "reclaimPolicy"))
        .orElse("")
        .equals("Delete");
  }

  /**
   * Ends claims that are deleted and used by no pod. What becomes of a volume its own policy says,
   * which it took from its class when it was made.
   */
  void release(Set<String> usedClaims, Instant now, Effects effects) {
    for (ObjectNode claim : List.copyOf(cluster.store().list(CLAIMS, ""))) {
      String namespace = Trees.text(claim, "metadata", "namespace");
      String name = Trees.text(claim, "metadata", "name");
      if (!claim.path("metadata").has("deletionTimestamp")
          || usedClaims.contains(namespace + "/" + name)) {
        continue;
      }
      Volume volume = volumes.remove(Trees.text(claim, "metadata", "uid"));
      cluster
          .server()
          .changes()
          .delete("pvc-protection", CLAIMS, "PersistentVolumeClaim", claim, effects);
      if (volume != null && release(volume)) {
        released.put(volume, now.plus(cluster.delay(DelayKind.VOLUME_DELETE, namespace, name)));
      }
    }
  }

  /** Whether the volume is to be deleted: people may have changed its policy since it was made. */
  private boolean release(Volume volume) {
    Optional<ObjectNode> object = cluster.store().find(VOLUMES, "", volume.name());
    object.ifPresent(
        bound -> {
          ObjectNode free = bound.deepCopy();
          Trees.ensure(free, "status").put("phase", "Released");
          cluster.store().put(VOLUMES, free);
        });
    return object
        .map(bound -> Trees.text(bound, "spec", "persistentVolumeReclaimPolicy").equals("Delete"))
        .orElse(volume.reclaimed());
  }

  /** Has the driver, while it has a node to run on, delete the volumes that nobody claims. */
  void reclaim(Instant now, Effects effects) {
    if (released.isEmpty() || !driverRuns(now)) {
      return;
    }
    for (Volume volume : List.copyOf(released.keySet())) {
      if (!released.getOrDefault(volume, Instant.MAX).isAfter(now)) {
        released.remove(volume);
        cluster.aws().deleteVolume(volume.id(), cluster.id(), effects);
        cluster.store().remove(VOLUMES, "", volume.name());
      }
    }
  }

  private boolean driverRuns(Instant now) {
    return cluster
            .aws()
            .addonActiveAt(cluster.id(), ADDON)
            .filter(at -> !at.isAfter(now))
            .isPresent()
        && cluster.aws().nodes(cluster.id()).stream().anyMatch(n -> !n.readyAt().isAfter(now));
  }
}
