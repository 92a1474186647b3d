package dev.fedctl.sandbox.kube.controller;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kube.api.ApiServer;
import dev.fedctl.sandbox.kube.api.Controllers;
import dev.fedctl.sandbox.kube.api.Identities;
import dev.fedctl.sandbox.kube.schema.ResourceType;
import dev.fedctl.sandbox.kube.store.ObjectStore;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parts of kube-controller-manager that every API server needs: namespaces become active, get
 * what belongs in them and end; tokens are filled in; what lost its owners goes.
 */
public final class Namespaces implements Controllers {

  private static final String NAMESPACES = "namespaces";
  private static final String TOKEN = "kubernetes.io/service-account-token";

  private final ApiServer server;
  private final String certificateAuthority;
  private final boolean accounts;
  private final GarbageCollector garbage;
  private final Set<String> stirred = new LinkedHashSet<>();
  private final Set<String> ending = new LinkedHashSet<>();
  private final Map<String, ObjectNode> secrets = new LinkedHashMap<>();

  /** {@code accounts}: namespaces get a default ServiceAccount and the CA's ConfigMap. */
  public Namespaces(ApiServer server, String certificateAuthority, boolean accounts) {
    this.server = server;
    this.certificateAuthority = certificateAuthority;
    this.accounts = accounts;
    this.garbage = new GarbageCollector(server);
    server.store().listen(this::note);
  }

  private void note(String resource, ObjectNode object, boolean removed) {
    String namespace = Trees.text(object, "metadata", "namespace");
    switch (resource) {
      case NAMESPACES -> {
        String name = Trees.text(object, "metadata", "name");
        stirred.add(name);
        if (removed) {
          ending.remove(name);
        } else if (object.path("metadata").has("deletionTimestamp")) {
          ending.add(name);
        }
      }
      case "secrets" -> {
        if (!removed && Trees.text(object, "type").equals(TOKEN)) {
          secrets.put(namespace + "/" + Trees.text(object, "metadata", "name"), object);
        }
      }
      case "serviceaccounts", "configmaps" -> {
        if (removed) {
          stirred.add(namespace);
        }
      }
      default -> {
        // Nothing else gives these controllers work, but what ends waits for everything in it.
      }
    }
    if (ending.contains(namespace)) {
      stirred.add(namespace);
    }
  }

  /** Makes new namespaces active, which the API server does without any controller. */
  public void activate() {
    for (String name : List.copyOf(stirred)) {
      server.store().find(NAMESPACES, "", name).ifPresent(this::activate);
    }
  }

  private void activate(ObjectNode namespace) {
    if (Trees.text(namespace, "status", "phase").isEmpty()) {
      ObjectNode active = namespace.deepCopy();
      Trees.ensure(active, "status").put("phase", "Active");
      server.store().put(NAMESPACES, active);
    }
  }

  @Override
  public void settle(Instant now, Effects effects) {
    while (!stirred.isEmpty() || !secrets.isEmpty()) {
      List<String> names = List.copyOf(stirred);
      stirred.clear();
      for (String name : names) {
        server
            .store()
            .find(NAMESPACES, "", name)
            .ifPresent(namespace -> namespace(namespace, now, effects));
      }
      List<ObjectNode> tokens = List.copyOf(secrets.values());
      secrets.clear();
      tokens.forEach(this::token);
      garbage.collect(effects);
    }
    garbage.collect(effects);
  }

  private void namespace(ObjectNode namespace, Instant now, Effects effects) {
    String name = Trees.text(namespace, "metadata", "name");
    if (namespace.path("metadata").has("deletionTimestamp")) {
      empty(name, namespace, now, effects);
      return;
    }
    activate(namespace);
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

  private void empty(String name, ObjectNode namespace, Instant now, Effects effects) {
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
    if (stuck) {
      TerminatingNamespace.tell(store, namespace, now);
    } else {
      server.changes().delete("namespace-controller", NAMESPACES, "Namespace", namespace, effects);
    }
  }

  private String kind(String resource) {
    return server.registry().ofResource(resource).map(ResourceType::kind).orElse(resource);
  }

  private void token(ObjectNode secret) {
    String namespace = Trees.text(secret, "metadata", "namespace");
    String name = Trees.text(secret, "metadata", "name");
    boolean known = server.store().find("secrets", namespace, name).isPresent();
    if (!known || secret.path("data").has("token")) {
      return;
    }
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
    data.put(
        "token",
        encoded(
            server
                .tokens()
                .issue(namespace, name, Trees.text(secret, "metadata", "uid"), account, uid)));
    server.store().put("secrets", filled);
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
