package dev.fedctl.acceptance.peer;

import static java.util.stream.Collectors.toMap;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A pod of one container as a process: with a root folder of its own, in which there are the
 * program that its image is named after, what its volumes hold, and the names of the network; with
 * its environment, its command line, and its probes.
 *
 * <p>What a pod has for itself and this process does not is a loopback and an interface: {@link
 * #EXCHANGED} says how that is made up for.
 */
final class Pod implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int RESTARTS = 5;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** As images have it. */
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private static final Map<String, Function<String, String>> EXCHANGED =
      Map.of(
          "--bind-address=0.0.0.0", address -> "--bind-address=" + address,
          "http://127.0.0.1:2379", address -> "http://127.0.0.1:" + Ports.free());

  private final String name;
  private final String address;
  private final Path root;
  private final Path logs;
  private final Container container;
  private final List<String> command;
  private PeerProcess process;
  private int restarts;

  private Pod(String name, String address, Path root, Path logs, Container container) {
    this.name = name;
    this.address = address;
    this.root = root;
    this.logs = logs;
    this.container = container;
    this.command = command();
    this.process = run();
  }

  /**
   * Starts it.
   *
   * @param folder for its root and its log
   * @param hosts what its resolver knows
   */
  static Pod start(
      String name,
      String address,
      PodSpec spec,
      Path folder,
      Path hosts,
      Function<String, Secret> secrets) {
    Container container = spec.getContainers().getFirst();
    Path root = folder.resolve(name);
    try {
      Files.createDirectories(root.resolve("tmp"));
      Files.createLink(Files.createDirectories(root.resolve("etc")).resolve("hosts"), hosts);
      Path program = root.resolve(program(container).substring(1));
      Files.createDirectories(program.getParent());
      link(program, Peers.find(program.getFileName().toString()));
      Map<String, Volume> volumes =
          spec.getVolumes().stream().collect(toMap(Volume::getName, Function.identity()));
      for (VolumeMount mount : container.getVolumeMounts()) {
        mount(root, mount, Optional.ofNullable(volumes.get(mount.getName())), secrets);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Pod(name, address, root, folder, container);
  }

  /** Where the image of that name has its program. */
  private static String program(Container container) {
    String image = container.getImage();
    String name = image.substring(image.lastIndexOf('/') + 1, image.lastIndexOf(':'));
    return (name.startsWith("karmada-") ? "/bin/" : "/usr/local/bin/") + name;
  }

  private static void link(Path program, Path peer) throws IOException {
    try {
      Files.createLink(program, peer);
    } catch (FileSystemException e) {
      Files.copy(peer, program);
    }
  }

  /** A claim of a volume has none of the template's volumes: it is an empty folder, too. */
  private static void mount(
      Path root, VolumeMount mount, Optional<Volume> volume, Function<String, Secret> secrets)
      throws IOException {
    Path folder = Files.createDirectories(root.resolve(mount.getMountPath().substring(1)));
    if (volume.isEmpty() || volume.get().getSecret() == null) {
      return;
    }
    Secret secret = secrets.apply(volume.get().getSecret().getSecretName());
    for (Map.Entry<String, String> file : secret.getData().entrySet()) {
      Files.write(folder.resolve(file.getKey()), Base64.getDecoder().decode(file.getValue()));
    }
  }

  private List<String> command() {
    Map<String, String> environment = environment();
    List<String> command = new ArrayList<>(List.of("env", "-i", "PATH=" + PATH));
    environment.forEach((key, value) -> command.add(key + "=" + value));
    command.addAll(List.of("unshare", "--root=" + root, "--wd=/"));
    for (String word : container.getCommand()) {
      String here = word;
      for (Map.Entry<String, String> variable : environment.entrySet()) {
        here = here.replace("$(" + variable.getKey() + ")", variable.getValue());
      }
      for (Map.Entry<String, Function<String, String>> exchange : EXCHANGED.entrySet()) {
        if (here.contains(exchange.getKey())) {
          here = here.replace(exchange.getKey(), exchange.getValue().apply(address));
        }
      }
      command.add(here);
    }
    if (program(container).endsWith("/kube-apiserver")) {
      // It looks for an interface to be told to others.
      command.addAll(List.of("--advertise-address=" + address, "--endpoint-reconciler-type=none"));
    }
    return command;
  }

  private Map<String, String> environment() {
    Map<String, String> fields = Map.of("metadata.name", name, "status.podIP", address);
    Map<String, String> environment = new TreeMap<>();
    for (EnvVar variable : container.getEnv()) {
      String field = variable.getValueFrom().getFieldRef().getFieldPath();
      environment.put(variable.getName(), Objects.requireNonNull(fields.get(field), field));
    }
    return environment;
  }

  private PeerProcess run() {
    return PeerProcess.start(name, logs, command, Map.of());
  }

  /** Waits until its probes find it well; starts it again when it ends, as a node does. */
  void awaitReady() {
    Until.so(
        name + " is ready",
        LIMIT,
        PAUSE,
        () -> {
          if (!process.isAlive()) {
            restart();
            return false;
          }
          return Stream.of(container.getReadinessProbe(), container.getLivenessProbe())
              .filter(Objects::nonNull)
              .allMatch(this::isWell);
        });
  }

  private void restart() {
    process.close();
    restarts++;
    if (restarts > RESTARTS) {
      throw new AssertionError(
          "%s ends again and again; its last words:%n%s".formatted(name, process.lastWords()));
    }
    process = run();
  }

  private boolean isWell(Probe probe) {
    return Probes.passes(address, probe.getHttpGet());
  }

  /** Nothing of it is needed any more, so it gets no time. */
  @Override
  public void close() {
    process.kill();
  }
}
