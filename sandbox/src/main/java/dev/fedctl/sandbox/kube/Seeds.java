package dev.fedctl.sandbox.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.kube.api.ApiServer;
import dev.fedctl.sandbox.kube.api.Identities;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.List;

/** What is in an API server before anybody asks for anything. */
public final class Seeds {

  private static final String RBAC = "rbac.authorization.k8s.io";

  private final ApiServer server;
  private final Instant at;

  public Seeds(ApiServer server, Instant at) {
    this.server = server;
    this.at = at;
  }

  public void common() {
    for (String name : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
      ObjectNode namespace = object("v1", "Namespace", "", name);
      Trees.ensure(namespace, "metadata", "labels").put("kubernetes.io/metadata.name", name);
      Trees.ensure(namespace, "spec").putArray("finalizers").add("kubernetes");
      Trees.ensure(namespace, "status").put("phase", "Active");
      server.store().put("namespaces", namespace);
    }
    role("cluster-admin", "*", "*", "*");
    role("system:discovery", "", "", "get");
    role("system:node-bootstrapper", "certificates.k8s.io", "certificatesigningrequests", "create");
    role("admin", "*", "*", "*");
    role("edit", "*", "*", "*");
    role("view", "*", "*", "get");
    binding("cluster-admin", "cluster-admin", "Group", "system:masters");
  }

  /** What an EKS cluster has besides. */
  public void eks(String network) {
    ObjectNode service = object("v1", "Service", "default", "kubernetes");
    ObjectNode spec = Trees.ensure(service, "spec");
    spec.put("type", "ClusterIP").put("clusterIP", network + ".0.1").put("sessionAffinity", "None");
    spec.putArray("clusterIPs").add(network + ".0.1");
    spec.putArray("ports")
        .addObject()
        .put("name", "https")
        .put("port", 443)
        .put("protocol", "TCP")
        .put("targetPort", 443);
    server.store().put("services", service);
    storageClass("gp2", "kubernetes.io/aws-ebs")
        .putObject("parameters")
        .put("type", "gp2")
        .put("fsType", "ext4");
  }

  /** What somebody's automation has put there. */
  void storageClass(AwsSide.StorageClass theirs) {
    ObjectNode made = storageClass(theirs.name(), theirs.provisioner());
    ObjectNode annotations = Trees.ensure(made, "metadata", "annotations");
    theirs.annotations().forEach(annotations::put);
  }

  private ObjectNode storageClass(String name, String provisioner) {
    ObjectNode made = object("storage.k8s.io/v1", "StorageClass", "", name);
    made.put("provisioner", provisioner);
    made.put("reclaimPolicy", "Delete").put("volumeBindingMode", "WaitForFirstConsumer");
    return server.store().put("storageclasses.storage.k8s.io", made);
  }

  private void role(String name, String group, String resource, String verb) {
    ObjectNode role = object(RBAC + "/v1", "ClusterRole", "", name);
    Trees.ensure(role, "metadata", "labels").put("kubernetes.io/bootstrapping", "rbac-defaults");
    ObjectNode rule = role.putArray("rules").addObject();
    rule.putArray("verbs").add(verb);
    if (resource.isEmpty()) {
      rule.putArray("nonResourceURLs").add("/api/*").add("/apis/*").add("/version");
    } else {
      rule.putArray("apiGroups").add(group);
      rule.putArray("resources").add(resource);
    }
    server.store().put("clusterroles." + RBAC, role);
  }

  private void binding(String name, String role, String kind, String subject) {
    ObjectNode binding = object(RBAC + "/v1", "ClusterRoleBinding", "", name);
    binding.putObject("roleRef").put("apiGroup", RBAC).put("kind", "ClusterRole").put("name", role);
    binding
        .putArray("subjects")
        .addObject()
        .put("apiGroup", RBAC)
        .put("kind", kind)
        .put("name", subject);
    server.store().put("clusterrolebindings." + RBAC, binding);
  }

  private ObjectNode object(String apiVersion, String kind, String namespace, String name) {
    ObjectNode object = Trees.object();
    object.put("apiVersion", apiVersion).put("kind", kind);
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("name", name);
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    metadata.put("uid", server.identities().uid(kind, namespace, name));
    metadata.put("creationTimestamp", Identities.time(at));
    return object;
  }
}
