package dev.fedctl.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedctl.sandbox.aws.AwsCloud;
import dev.fedctl.sandbox.aws.core.Readiness;
import dev.fedctl.sandbox.cloud.KubernetesSide;
import dev.fedctl.sandbox.cloud.KubernetesStart;
import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.karmada.CrdArchive;
import dev.fedctl.sandbox.kernel.Kernel;
import dev.fedctl.sandbox.kernel.Memory;
import dev.fedctl.sandbox.ledger.Ledger;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.ledger.Twins;
import dev.fedctl.sandbox.path.CriticalPath;
import dev.fedctl.sandbox.state.Journal;
import dev.fedctl.sandbox.wire.LoopbackHost;
import dev.fedctl.sandbox.wire.WireHandler;
import dev.fedctl.sandbox.wire.WireResponse;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A running pretend cloud. It listens on loopback only, unless it is told another address. */
public final class Sandbox implements AutoCloseable {

  private final Kernel kernel;
  private final LoopbackHost host;
  private final AwsCloud aws;
  private final KubernetesSide kubernetes;
  private final URI awsEndpoint;
  private boolean closed;

  private Sandbox(
      Kernel kernel, LoopbackHost host, AwsCloud aws, KubernetesSide kubernetes, URI awsEndpoint) {
    this.kernel = kernel;
    this.host = host;
    this.aws = aws;
    this.kubernetes = kubernetes;
    this.awsEndpoint = awsEndpoint;
  }

  /**
   * Starts both halves; answers requests when it returns. A cloud that was kept is made again
   * first: until then requests wait.
   *
   * @throws dev.fedctl.sandbox.setup.InvalidSetupException when a cloud that was kept cannot listen
   *     where it did
   */
  public static Sandbox start(SandboxOptions options, KubernetesStart kubernetesStart) {
    Optional<Journal> journal = options.state().map(state -> state.journal(options.clock()));
    Kernel kernel =
        new Kernel(
            journal.map(Journal::clock).orElse(options.clock()),
            options.delays(),
            options.faults(),
            new Ledger(options.sink()),
            journal.map(known -> (Memory) known).orElseGet(Memory::none),
            options.callerDies().orElse(() -> {}));
    LoopbackHost host =
        options
            .state()
            .map(state -> state.host(options.address(), options.loadBalancerPort()))
            .or(() -> options.address().map(at -> LoopbackHost.at(at, options.loadBalancerPort())))
            .orElseGet(() -> LoopbackHost.claim(options.loadBalancerPort()));
    try {
      // Whoever asks before it is all there waits for the lock.
      return kernel.locked(() -> start(options, kubernetesStart, kernel, host, journal));
    } catch (RuntimeException e) {
      host.close();
      throw e;
    }
  }

  private static Sandbox start(
      SandboxOptions options,
      KubernetesStart kubernetesStart,
      Kernel kernel,
      LoopbackHost host,
      Optional<Journal> journal) {
    AtomicReference<@Nullable KubernetesSide> side = new AtomicReference<>();
    AwsCloud aws =
        new AwsCloud(
            kernel,
            options.world(),
            host.domain(),
            () -> Optional.ofNullable(side.get()).orElseThrow());
    KubernetesSide kubernetes = kubernetesStart.start(kernel, aws, host);
    side.set(kubernetes);
    aws.seed();
    WireHandler front = aws.front();
    int port =
        host.plain(
                options.awsPort(),
                request -> request.path().equals(CrdArchive.PATH) ? crds() : front.handle(request))
            .port();
    options.state().ifPresent(state -> state.begun(host));
    journal.ifPresent(
        kept ->
            kept.replay(
                arrival -> {
                  switch (arrival.entrance()) {
                    case AWS -> front.handle(arrival.request());
                    case CLUSTER, KARMADA -> kubernetes.again(arrival);
                  }
                }));
    options.caughtUp().run();
    URI endpoint = URI.create("http://" + host.address().getHostAddress() + ":" + port);
    return new Sandbox(kernel, host, aws, kubernetes, endpoint);
  }

  /** The one address of all AWS services. */
  public URI awsEndpoint() {
    return awsEndpoint;
  }

  /** The archive of Karmada's definitions that this sandbox serves, and its digest. */
  public Archive crdArchive() {
    return new Archive(awsEndpoint.resolve(CrdArchive.PATH), CrdArchive.sha256());
  }

  /**
   * A file to be downloaded.
   *
   * @param sha256 64 hex digits
   */
  public record Archive(URI url, String sha256) {}

  private static WireResponse crds() {
    return new WireResponse.Answer(
        200, Map.of("Content-Type", "application/gzip"), CrdArchive.bytes());
  }

  public Kernel kernel() {
    return kernel;
  }

  public Ledger ledger() {
    return kernel.ledger();
  }

  /**
   * When each thing with a {@code fedctl.dev/resource} tag that stands now became, or becomes, what
   * was asked for. What never will is left out.
   */
  public List<LedgerRow.Ready> readiness() {
    return kernel.locked(
        () -> {
          List<LedgerRow.Ready> rows = new ArrayList<>();
          Set<String> made = made();
          for (Readiness fact : aws.readiness()) {
            if (fact.resource().isPresent()
                && fact.readyAt().isPresent()
                && made.contains(fact.id())) {
              rows.add(
                  new LedgerRow.Ready(
                      kernel.secondsSinceStart(fact.readyAt().get()),
                      fact.kind(),
                      fact.id(),
                      fact.resource().get()));
            }
          }
          rows.addAll(kubernetes.readiness());
          return rows;
        });
  }

  /**
   * The Kubernetes objects that stand in all clusters and in Karmada, by {@code
   * <server>/<resource>/<namespace>/<name>}, as they are kept; not to be changed.
   */
  public SortedMap<String, ObjectNode> objects() {
    return kernel.locked(kubernetes::objects);
  }

  /** The ids of what was created since the start; the rest is the world's. */
  private Set<String> made() {
    Set<String> ids = new HashSet<>();
    for (LedgerRow row : kernel.ledger().rows()) {
      row.effects().stream()
          .filter(effect -> effect.change().equals("created"))
          .forEach(effect -> ids.add(effect.id()));
    }
    return ids;
  }

  /** The time that no orchestrator could have beaten, and what bounds it. */
  public CriticalPath.Result criticalPath() {
    return kernel.locked(() -> CriticalPath.of(aws.runFacts(), this::drawn));
  }

  private Duration drawn(DelayKind kind, String subject) {
    Duration drawn = kernel.delays().of(kind, subject).plus(kernel.longer(kind, subject));
    return switch (kind) {
      // What a fault adds to the call that makes a workload, it adds to its start.
      case ETCD_READY, API_SERVER_READY, WORKLOAD_READY ->
          drawn.plus(kernel.longer(DelayKind.DEPLOYMENT_READY, subject));
      default -> drawn;
    };
  }

  /** Things made more than once that still exist. */
  public List<Twins.Twin> duplicates() {
    return twins().standing();
  }

  /** What was made more than once. */
  public Twins twins() {
    return kernel.locked(() -> Twins.in(kernel.ledger().rows()));
  }

  /** Ends the ledger with its readiness and path rows and stops listening. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    host.close();
    List<LedgerRow> rows = new ArrayList<>(readiness());
    double now = kernel.secondsSinceStart(kernel.now());
    for (CriticalPath.Edge edge : criticalPath().edges()) {
      rows.add(
          new LedgerRow.Path(
              now, edge.what(), edge.part(), edge.seconds(), edge.needs(), edge.endsAtSeconds()));
    }
    kernel.locked(
        () -> {
          rows.forEach(kernel.ledger()::add);
          return rows;
        });
  }
}
