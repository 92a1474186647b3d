package dev.fedctl.sandbox.kube.controller;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.api.ApiServer;
import dev.fedctl.sandbox.kube.api.Controllers;
import dev.fedctl.sandbox.kube.api.Identities;
import dev.fedctl.sandbox.kube.auth.ServiceAccountTokens;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The parts of kube-controller-manager that every API server needs: namespaces become active, get
 * what belongs in them and end; tokens are filled in; what lost its owners goes.
 */
public final class Namespaces implements Controllers {

  private final ApiServer server;
  private final String certificateAuthority;
  private final boolean accounts;
  private long settled = -1;

  /** {@code accounts}: namespaces get a default ServiceAccount and the CA's ConfigMap. */
  public Namespaces(ApiServer server, String certificateAuthority, boolean accounts) {
    this.server = server;
    this.certificateAuthority = certificateAuthority;
    this.accounts = accounts;
  }

  @Override
  public void settle(Instant now, Effects effects) {
    ObjectStore store = server.store();
    while (settled != store.revision()) {
      settled = store.revision();
      List.copyOf(store.list("namespaces", ""))
          .forEach(namespace -> namespace(namespace, now, effects));
      List.copyOf(store.list("secrets", "")).forEach(this::token);
      collect(effects);
    }
  }

  private void namespace(ObjectNode namespace, Instant now, Effects effects) {
    String name = Trees.text(namespace, "metadata", "name");
    if (namespace.path("metadata").has("deletionTimestamp")) {
      empty(name, namespace, effects);
      return;
    }
    if (Trees.text(namespace, "status", "phase").isEmpty()) {
      ObjectNode active = namespace.deepCopy();
      Trees.ensure(active, "status").put("phase", "Active");
      server.store().put("namespaces", active);
    }
    if (accounts) {
      make("serviceaccounts", "ServiceAccount", name, "default", now, Trees.object());
      ObjectNode data = Trees.object();
      data.putObject("data").put("ca.crt", certificateAuthority);
      make("configmaps", "ConfigMap", name, "kube-root-ca.crt", now, data);
    }
  }

  private void make(
      String resource, String kind, String namespace, String name, Instant now, ObjectNode object) {
    if (server.store().find(resource, namespace, name).isPresent()) {
      return;
    }
    object.put("apiVersion", "v1").put("kind", kind);
    Trees.ensure(object, "metadata")
        .put("name", name)
        .put("namespace", namespace)
        .put("uid", server.identities().uid(resource, namespace, name))
        .put("creationTimestamp", Identities.time(now));
    server.store().put(resource, object);
  }

  private void empty(String name, ObjectNode namespace, Effects effects) {
    ObjectStore store = server.store();
    boolean stuck = false;
    for (String resource : store.resourcesIn(name)) {
      for (ObjectNode object : List.copyOf(store.list(resource, name))) {
        if (Trees.at(object, "metadata", "finalizers").isEmpty()) {
          server
              .changes()
              .delete("namespace-controller", resource, kind(resource), object, effects);
          continue;
        }
        stuck = true;
        if (!object.path("metadata").has("deletionTimestamp")) {
          ObjectNode marked = object.deepCopy();
          Trees.ensure(marked, "metadata")
              .put("deletionTimestamp", Trees.text(namespace, "metadata", "deletionTimestamp"))
              .put("deletionGracePeriodSeconds", 0);
          store.put(resource, marked);
        }
      }
    }
    if (!stuck) {
      server
          .changes()
          .delete("namespace-controller", "namespaces", "Namespace", namespace, effects);
    }
  }

  private String kind(String resource) {
    return server.registry().ofResource(resource).map(ResourceType::kind).orElse(resource);
  }

  private void token(ObjectNode secret) {
    if (!Trees.text(secret, "type").equals("kubernetes.io/service-account-token")
        || secret.path("data").has("token")) {
      return;
    }
    String namespace = Trees.text(secret, "metadata", "namespace");
    String name = Trees.text(secret, "metadata", "name");
    String account =
        Trees.text(
            Trees.at(secret, "metadata", "annotations"), "kubernetes.io/service-account.name");
    Optional<ObjectNode> found = server.store().find("serviceaccounts", namespace, account);
    if (found.isEmpty()) {
      server.store().remove("secrets", namespace, name);
      return;
    }
    String uid = Trees.text(found.get(), "metadata", "uid");
    ObjectNode filled = secret.deepCopy();
    Trees.ensure(filled, "metadata", "annotations").put("kubernetes.io/service-account.uid", uid);
    ObjectNode data = Trees.ensure(filled, "data");
    data.put("ca.crt", encoded(certificateAuthority));
    data.put("namespace", encoded(namespace));
    data.put("token", encoded(ServiceAccountTokens.issue(namespace, name, account, uid)));
    server.store().put("secrets", filled);
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private record Owned(String resource, ObjectNode object) {}

  /** Removes what has owners and none of them left, and ends foreground deletions. */
  private void collect(Effects effects) {
    ObjectStore store = server.store();
    Set<String> alive = new HashSet<>();
    List<Owned> owned = new ArrayList<>();
    List<Owned> waiting = new ArrayList<>();
    for (ResourceType type : server.registry().all()) {
      for (ObjectNode object : store.list(type.resource(), "")) {
        alive.add(Trees.text(object, "metadata", "uid"));
        if (!Trees.at(object, "metadata", "ownerReferences").isEmpty()) {
          owned.add(new Owned(type.resource(), object));
        }
        for (var finalizer : Trees.at(object, "metadata", "finalizers")) {
          if (finalizer.asText().equals("foregroundDeletion")) {
            alive.remove(Trees.text(object, "metadata", "uid"));
            waiting.add(new Owned(type.resource(), object));
          }
        }
      }
    }
    for (Owned child : owned) {
      boolean kept = false;
      for (var owner : Trees.at(child.object(), "metadata", "ownerReferences")) {
        kept |= alive.contains(Trees.text(owner, "uid"));
      }
      if (!kept) {
        server
            .changes()
            .delete(
                "garbage-collector",
                child.resource(),
                kind(child.resource()),
                child.object(),
                effects);
      }
    }
    waiting.forEach(parent -> finish(parent, effects));
  }

  private void finish(Owned parent, Effects effects) {
    ObjectNode freed = parent.object().deepCopy();
    ArrayNode finalizers = (ArrayNode) Trees.at(freed, "metadata", "finalizers");
    for (int i = finalizers.size() - 1; i >= 0; i--) {
      if (finalizers.get(i).asText().equals("foregroundDeletion")) {
        finalizers.remove(i);
      }
    }
    if (finalizers.isEmpty()) {
      server
          .changes()
          .delete("garbage-collector", parent.resource(), kind(parent.resource()), freed, effects);
    } else {
      server.store().put(parent.resource(), freed);
    }
  }
}
