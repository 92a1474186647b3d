package dev.fedctl.app.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.fedctl.sandbox.dns.SandboxNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A kubeconfig that is rendered from values. One context for each cluster, named as the cluster;
 * Karmada's is named as the federation.
 */
final class Kubeconfig {

  private final List<Map<String, Object>> clusters = new ArrayList<>();
  private final List<Map<String, Object>> users = new ArrayList<>();
  private final List<Map<String, Object>> contexts = new ArrayList<>();

  /** The file's fields, in the order in which kubectl writes them. */
  record Document(
      @JsonProperty("apiVersion") String apiVersion,
      @JsonProperty("kind") String kind,
      @JsonProperty("clusters") List<Map<String, Object>> clusters,
      @JsonProperty("users") List<Map<String, Object>> users,
      @JsonProperty("contexts") List<Map<String, Object>> contexts,
      @JsonProperty("current-context") String currentContext) {}

  /** An EKS cluster: kubectl asks the AWS CLI for a token of whoever runs it. */
  void addEks(String name, String region, String server, String caBase64) {
    add(
        name,
        server,
        caBase64,
        Map.of(
            "exec",
            ordered(
                "apiVersion",
                "client.authentication.k8s.io/v1beta1",
                "command",
                "aws",
                "args",
                List.of(
                    "eks",
                    "get-token",
                    "--cluster-name",
                    name,
                    "--region",
                    region,
                    "--output",
                    "json"),
                "interactiveMode",
                "IfAvailable")));
  }

  /** A control plane that knows its clients by certificate. */
  void addCertificate(String name, String server, String caBase64, String certificate, String key) {
    add(
        name,
        server,
        caBase64,
        ordered("client-certificate-data", certificate, "client-key-data", key));
  }

  Document document(String current) {
    return new Document("v1", "Config", clusters, users, contexts, current);
  }

  private void add(String name, String server, String caBase64, Map<String, Object> user) {
    clusters.add(ordered("name", name, "cluster", reached(server, caBase64)));
    users.add(ordered("name", name, "user", user));
    contexts.add(ordered("name", name, "context", ordered("cluster", name, "user", name)));
  }

  /** Names of the sandbox are known to our JVM only: kubectl goes to the address they carry. */
  private static Map<String, Object> reached(String server, String caBase64) {
    String rest = server.substring("https://".length());
    int colon = rest.lastIndexOf(':');
    String host = colon < 0 ? rest : rest.substring(0, colon);
    String port = colon < 0 ? "" : rest.substring(colon);
    return SandboxNames.address(host)
        .map(
            address ->
                ordered(
                    "server",
                    "https://" + address.getHostAddress() + port,
                    "tls-server-name",
                    host,
                    "certificate-authority-data",
                    caBase64))
        .orElseGet(() -> ordered("server", server, "certificate-authority-data", caBase64));
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
    }
    return map;
  }
}
