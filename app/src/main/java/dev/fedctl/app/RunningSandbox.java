package dev.fedctl.app;

import dev.fedctl.sandbox.Sandbox;
import dev.fedctl.sandbox.SandboxOptions;
import dev.fedctl.sandbox.clock.ScaledClock;
import dev.fedctl.sandbox.clusters.KubernetesHalf;
import dev.fedctl.sandbox.ledger.LedgerFile;
import dev.fedctl.sandbox.state.StateFolder;
import dev.fedctl.sandbox.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A sandbox on a scaled clock, with its ledger and its state if it has any. */
final class RunningSandbox implements AutoCloseable {

  private final Sandbox sandbox;
  private final World world;
  private final int speed;
  private final Optional<LedgerFile> ledger;
  private final Optional<StateFolder> state;

  private RunningSandbox(
      Sandbox sandbox,
      World world,
      int speed,
      Optional<LedgerFile> ledger,
      Optional<StateFolder> state) {
    this.sandbox = sandbox;
    this.world = world;
    this.speed = speed;
    this.ledger = ledger;
    this.state = state;
  }

  /**
   * Starts it; whatever is wrong with the files or ports is told before anything has changed.
   *
   * @param given the options that were given, by name
   * @param usual what those are that were not
   */
  static RunningSandbox start(
      SandboxSetup setup,
      Map<String, String> given,
      Map<String, String> usual,
      @Nullable Path ledgerFile,
      @Nullable Path stateFolder) {
    Map<String, String> wanted = new TreeMap<>(usual);
    wanted.putAll(given);
    // Before a folder is made for a world that cannot be.
    setup.world(wanted);
    setup.faults(wanted);
    Optional<StateFolder> state =
        Optional.ofNullable(stateFolder).map(folder -> SandboxFiles.state(folder, given, usual));
    Map<String, String> all = state.map(StateFolder::setup).orElse(wanted);
    World world = setup.world(all);
    int speed = SandboxSetup.number(all, SandboxSetup.SPEED);
    int port = SandboxSetup.number(all, SandboxSetup.PORT);
    Instant start = state.map(StateFolder::start).orElseGet(Instant::now);
    SandboxOptions plain =
        SandboxOptions.of(new ScaledClock(start, speed, InstantSource.system()), world)
            .withDelays(SandboxSetup.delays(all))
            .withFaults(setup.faults(all))
            .withAwsPort(port);
    SandboxOptions options = SandboxSetup.address(all).map(plain::withAddress).orElse(plain);
    Optional<LedgerFile> ledger =
        Optional.ofNullable(ledgerFile)
            .map(
                file ->
                    state
                        .map(kept -> SandboxFiles.ledgerOf(kept, file))
                        .orElseGet(() -> SandboxFiles.ledger(file)));
    SandboxOptions sunk = ledger.map(options::withSink).orElse(options);
    Runnable caughtUp = () -> ledger.ifPresent(LedgerFile::caughtUp);
    Sandbox sandbox =
        listening(state.map(kept -> sunk.withState(kept, caughtUp)).orElse(sunk), port);
    return new RunningSandbox(sandbox, world, speed, ledger, state);
  }

  private static Sandbox listening(SandboxOptions options, int port) {
    try {
      return SandboxFiles.told(() -> Sandbox.start(options, KubernetesHalf::new));
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof java.net.BindException) {
        throw SandboxFiles.refused(
            "port %d is in use; stop what uses it, or choose another port".formatted(port));
      }
      throw e;
    }
  }

  Sandbox sandbox() {
    return sandbox;
  }

  World.Principal worker() {
    return world.principals().getFirst();
  }

  /** The worker's, which is the first principal of the world. */
  AwsCredentialsProvider credentials() {
    World.Principal worker = worker();
    return StaticCredentialsProvider.create(
        worker
            .sessionToken()
            .map(
                token ->
                    (AwsCredentials)
                        AwsSessionCredentials.create(
                            worker.accessKeyId(), worker.secretAccessKey(), token))
            .orElseGet(
                () -> AwsBasicCredentials.create(worker.accessKeyId(), worker.secretAccessKey())));
  }

  int speed() {
    return speed;
  }

  boolean isContinued() {
    return state.filter(StateFolder::isContinued).isPresent();
  }

  @Override
  public void close() {
    sandbox.close();
    try {
      if (ledger.isPresent()) {
        ledger.get().close();
      }
      if (state.isPresent()) {
        state.get().close();
      }
    } catch (IOException e) {
      System.err.println("the ledger is not complete: " + e.getMessage());
    }
  }
}
