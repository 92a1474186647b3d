package dev.fedctl.acceptance.peer;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Addresses, Services and names of pods, all of them on this machine's loopback, of which each pod
 * and each Service has an address of its own: so they all keep their real ports.
 */
final class PodNetwork implements AutoCloseable {

  private static final int SUBNETS = 0x4000;
  private static final int PORT = 19_999;

  private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();

  private final Map<String, String> names = new TreeMap<>();
  private final List<Relay> relays = new ArrayList<>();
  private final List<Service> services = new ArrayList<>();
  private final String namespace;
  private final Path hosts;

  /** Held so that no other network has these addresses. */
  private final ServerSocket subnet;

  private int last = 1;

  /**
   * Takes addresses that nobody has.
   *
   * @param hosts a file for what a resolver knows here
   */
  PodNetwork(String namespace, Path hosts) {
    this.namespace = namespace;
    this.hosts = hosts;
    int first = Math.toIntExact(ProcessHandle.current().pid() % SUBNETS);
    this.subnet =
        IntStream.range(0, SUBNETS)
            .mapToObj(i -> taken((first + i) % SUBNETS))
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow();
    write();
  }

  private record Endpoint(Map<String, String> labels, String address) {}

  /** A pod's own address. */
  synchronized String address() {
    byte[] address = subnet.getInetAddress().getAddress();
    last++;
    return "127.%d.%d.%d".formatted(address[1] & 0xff, address[2] & 0xff, last);
  }

  /** Lets Services with these labels in their selectors lead to a pod, until it is gone. */
  void add(String pod, String address, Map<String, String> labels) {
    endpoints.put(pod, new Endpoint(labels, address));
  }

  void remove(String pod) {
    endpoints.remove(pod);
  }

  /** Gives a pod of a headless Service its name. */
  synchronized void name(String pod, String service, String address) {
    names.put("%s.%s.%s.svc.cluster.local".formatted(pod, service, namespace), address);
    write();
  }

  /** Has a Service answer at its names, or a load balancer's at a port of 127.0.0.1. */
  synchronized void serve(Service service) {
    if (services.stream().anyMatch(known -> name(known).equals(name(service)))
        || "None".equals(service.getSpec().getClusterIP())) {
      return;
    }
    services.add(service);
    String address = "127.0.0.1";
    if (!"LoadBalancer".equals(service.getSpec().getType())) {
      address = address();
      for (String suffix : List.of("", ".svc", ".svc.cluster.local")) {
        names.put(name(service) + "." + namespace + suffix, address);
      }
    }
    for (ServicePort port : service.getSpec().getPorts()) {
      int target = port.getTargetPort().getIntVal();
      relays.add(Relay.at(address, port.getPort(), () -> behind(service, target)));
    }
    write();
  }

  private List<InetSocketAddress> behind(Service service, int port) {
    return endpoints.values().stream()
        .filter(pod -> isSelected(service, pod.labels()))
        .map(pod -> new InetSocketAddress(pod.address(), port))
        .toList();
  }

  private static boolean isSelected(Service service, Map<String, String> labels) {
    return Optional.ofNullable(service.getSpec().getSelector())
        .filter(selector -> labels.entrySet().containsAll(selector.entrySet()))
        .isPresent();
  }

  private static String name(Service service) {
    return service.getMetadata().getName();
  }

  /** In place: pods have links to it. */
  private void write() {
    String lines =
        names.entrySet().stream()
            .map(name -> name.getValue() + " " + name.getKey() + "\n")
            .collect(joining("", "127.0.0.1 localhost\n", ""));
    try {
      Files.writeString(hosts, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ServerSocket> taken(int number) {
    String first = "127.%d.%d.1".formatted(0x40 + (number >> 8), number & 0xff);
    try {
      return Optional.of(new ServerSocket(PORT, 1, InetAddress.getByName(first)));
    } catch (IOException taken) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    relays.forEach(Relay::close);
    try {
      subnet.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
