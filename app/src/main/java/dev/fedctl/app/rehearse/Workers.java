package dev.fedctl.app.rehearse;

import dev.fedctl.worker.FedctlWorker;
import dev.fedctl.worker.WorkerSettings;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker after another: when one has died, a fresh one goes on. Nothing is handed over; a
 * worker that dies says nothing to anybody, neither to Temporal nor to the cloud.
 */
final class Workers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  private static final String UNDERTAKER = "undertaker";

  /** A task may reach a dying worker's poll after its death was dealt with. */
  private static final Duration SWEEP = Duration.ofMillis(50);

  private static final Duration SUCCESSION = Duration.ofSeconds(30);

  /** The last worker is given so long to end before its server does. */
  private static final Duration END = Duration.ofSeconds(5);

  /** One worker with all that dies with it. */
  private record Life(
      String identity, WorkerLine line, WorkflowServiceStubs service, FedctlWorker worker) {

    /**
     * Begins to end it. Temporal's client waits there for workflow tasks that were cut in two, now
     * and then for good: nobody else must wait for that.
     */
    Thread end() {
      return Thread.ofPlatform()
          .daemon()
          .name("end of " + identity)
          .start(
              () -> {
                worker.closeNow();
                service.shutdownNow();
              });
    }
  }

  private final VirtualTemporal temporal;
  private final WorkerSettings settings;
  private final Function<WorkerSettings, UnaryOperator<Object>> activities;
  private final AbandonedAttempts abandoned;
  private final Set<String> dead = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService undertaker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name(UNDERTAKER).factory());
  private volatile Life current;
  private @Nullable ScheduledFuture<?> sweeps;

  /**
   * @param activities each implementation passes there before it is registered
   */
  Workers(
      VirtualTemporal temporal,
      WorkerSettings settings,
      Function<WorkerSettings, UnaryOperator<Object>> activities) {
    this.temporal = temporal;
    this.settings = settings;
    this.activities = activities;
    this.abandoned = new AbandonedAttempts(temporal.service());
    this.current = begin(1);
  }

  /** Ends the worker of now as a kill -9 does. Returns at once; its successor comes by itself. */
  void kill() {
    Life victim = current;
    synchronized (this) {
      if (victim.line().isCut()) {
        return;
      }
      victim.line().cut();
      victim.worker().fallSilent();
      dead.add(victim.identity());
    }
    undertaker.execute(() -> told(() -> succeed(victim)));
  }

  /** What goes wrong among the dead would otherwise be told to nobody. */
  private static void told(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      LOG.error("a dead worker was not dealt with", e);
      throw e;
    }
  }

  /** How many have died. */
  int deaths() {
    return dead.size();
  }

  /** What may hold up a clock: the attempts that some worker has, and where the undertaker is. */
  List<String> busy() {
    return Stream.concat(
            new PendingActivities(temporal.service()).started().stream().map(Object::toString),
            Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals(UNDERTAKER))
                .map(thread -> UNDERTAKER + " at " + List.of(thread.getValue())))
        .toList();
  }

  private void succeed(Life victim) {
    victim.line().hangUp();
    current = begin(dead.size() + 1);
    abandoned.giveBack(dead);
    temporal.askAgain();
    victim.end();
    if (sweeps == null) {
      sweeps =
          undertaker.scheduleWithFixedDelay(
              () -> told(() -> abandoned.giveBack(dead)),
              SWEEP.toMillis(),
              SWEEP.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private Life begin(int number) {
    String identity = "rehearsal-" + number;
    WorkerLine line = new WorkerLine();
    WorkflowServiceStubs service = temporal.serviceOver(line);
    return new Life(
        identity,
        line,
        service,
        FedctlWorker.start(
            temporal.client(service, identity), settings, activities.apply(settings)));
  }

  @Override
  public void close() {
    undertaker.shutdownNow();
    try {
      if (!undertaker.awaitTermination(SUCCESSION.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("a worker could not be started in " + SUCCESSION);
      }
      current.end().join(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
