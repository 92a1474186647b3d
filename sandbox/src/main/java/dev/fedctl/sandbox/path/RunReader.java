package dev.fedctl.sandbox.path;

import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.path.RunFacts.Cluster;
import dev.fedctl.sandbox.path.RunFacts.Karmada;
import dev.fedctl.sandbox.path.RunFacts.Role;
import dev.fedctl.sandbox.path.RunFacts.Workload;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads from the ledger what Karmada consists of and stands. */
public final class RunReader {

  private static final String API_SERVER = "/karmada-apiserver";
  private static final String PREFIX = "karmada:";

  /** A kind and an identity, joined by a space. */
  private final Set<String> standing = new LinkedHashSet<>();

  public RunReader(List<LedgerRow> rows) {
    for (LedgerRow row : rows) {
      for (LedgerRow.Effect effect : row.effects()) {
        String thing = effect.kind() + " " + effect.id();
        switch (effect.change()) {
          case "created" -> standing.add(thing);
          case "deleted" -> standing.remove(thing);
          default -> {
            // An update makes nothing and takes nothing away.
          }
        }
      }
    }
  }

  /** Whether something of that kind and identity was made and stands. */
  public boolean stands(String kind, String id) {
    return standing.contains(kind + " " + id);
  }

  /**
   * @param service namespace and name of the Service whose load balancer stands in a cluster
   * @param claims the claims that volumes were made for in a namespace of a cluster
   */
  public RunFacts facts(
      List<Role> roles,
      List<Cluster> clusters,
      UnaryOperator<String> service,
      Function<String, List<String>> claims) {
    return new RunFacts(
        roles,
        clusters,
        ids("k8s:Deployment")
            .filter(id -> id.endsWith(API_SERVER) && !id.startsWith(PREFIX))
            .findFirst()
            .map(id -> karmada(id, service, claims)));
  }

  private Stream<String> ids(String kind) {
    return standing.stream()
        .filter(thing -> thing.startsWith(kind + " "))
        .map(thing -> thing.substring(kind.length() + 1));
  }

  private List<String> below(String kind, String prefix) {
    return ids(kind)
        .filter(id -> id.startsWith(prefix))
        .map(id -> id.substring(prefix.length()))
        .toList();
  }

  private Karmada karmada(
      String apiServer, UnaryOperator<String> service, Function<String, List<String>> claims) {
    String place = apiServer.substring(0, apiServer.length() - API_SERVER.length());
    String host = place.substring(0, place.indexOf('/'));
    String namespace = place.substring(place.indexOf('/') + 1);
    String server = PREFIX + host + "/";
    return new Karmada(
        host,
        namespace,
        Optional.of(service.apply(host)).filter(name -> !name.isEmpty()),
        claims.apply(host + "/" + namespace),
        below("k8s:Deployment", place + "/"),
        below("k8s:CustomResourceDefinition", server + "/"),
        ids("k8s:APIService").anyMatch(id -> id.startsWith(server)),
        below("k8s:Cluster", server + "/"),
        below("k8s:Deployment", server).stream().map(this::workload).toList());
  }

  private Workload workload(String id) {
    String namespace = id.substring(0, id.indexOf('/'));
    String name = id.substring(id.indexOf('/') + 1);
    List<String> members =
        ids("k8s:Deployment")
            .filter(copy -> copy.endsWith("/" + id) && !copy.startsWith(PREFIX))
            .map(copy -> copy.substring(0, copy.indexOf('/')))
            .toList();
    return new Workload(namespace, name, members);
  }
}
