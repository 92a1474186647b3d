package dev.fedctl.starter.server;

import dev.fedctl.contract.identity.SearchAttributes;
import dev.fedctl.contract.identity.TaskQueues;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at a server, one question each. What it cannot or may not tell is empty. */
public final class ServerLook {

  /**
   * A poll is open for a minute, and the server remembers a poller for five: who has not polled for
   * longer than this is gone.
   */
  private static final Duration FORGOTTEN = Duration.ofSeconds(90);

  private final Server server;
  private final ServerFailures failures;

  public ServerLook(Server server) {
    this.server = server;
    this.failures = new ServerFailures(server);
  }

  /** The server's version; fails when nobody answers at its address. */
  public String version() {
    try {
      return server
          .service()
          .blockingStub()
          .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
          .getServerVersion();
    } catch (StatusRuntimeException e) {
      throw switch (e.getStatus().getCode()) {
        case DEADLINE_EXCEEDED, CANCELLED -> failures.unreachable("does not answer in time");
        default -> failures.translate(e);
      };
    }
  }

  /** How long closed workflows are kept; fails when there is no such namespace. */
  public Optional<Duration> retention() {
    try {
      return told(() ->
              server
                  .service()
                  .blockingStub()
                  .describeNamespace(
                      DescribeNamespaceRequest.newBuilder()
                          .setNamespace(server.namespace())
                          .build())
                  .getConfig()
                  .getWorkflowExecutionRetentionTtl())
          .map(retention -> Duration.ofSeconds(retention.getSeconds()));
    } catch (StatusRuntimeException e) {
      throw e.getStatus().getCode() == Status.Code.NOT_FOUND
          ? failures.unknownNamespace()
          : failures.translate(e);
    }
  }

  /** The search attributes that the namespace lacks. */
  public Optional<List<String>> missingAttributes() {
    return told(() ->
            server
                .operator()
                .blockingStub()
                .listSearchAttributes(
                    ListSearchAttributesRequest.newBuilder()
                        .setNamespace(server.namespace())
                        .build())
                .getCustomAttributesMap()
                .keySet())
        .map(
            known ->
                SearchAttributes.ALL.stream()
                    .map(key -> key.getName())
                    .filter(name -> !known.contains(name))
                    .toList());
  }

  /** Who takes work from our task queue, the last one seen first. */
  public Optional<List<Poller>> pollers() {
    return told(() ->
            server
                .service()
                .blockingStub()
                .describeTaskQueue(
                    DescribeTaskQueueRequest.newBuilder()
                        .setNamespace(server.namespace())
                        .setTaskQueue(TaskQueue.newBuilder().setName(TaskQueues.FEDCTL))
                        .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                        .build())
                .getPollersList())
        .map(
            pollers ->
                pollers.stream()
                    .map(
                        poller ->
                            new Poller(
                                poller.getIdentity(),
                                Instant.ofEpochSecond(poller.getLastAccessTime().getSeconds())))
                    .filter(poller -> poller.seenAt().isAfter(Instant.now().minus(FORGOTTEN)))
                    .sorted(Comparator.comparing(Poller::seenAt).reversed())
                    .toList());
  }

  /** Small servers do not know every question, and Temporal Cloud does not let everybody ask. */
  private static <T> Optional<T> told(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (StatusRuntimeException e) {
      return switch (e.getStatus().getCode()) {
        case UNIMPLEMENTED, PERMISSION_DENIED -> Optional.empty();
        default -> throw e;
      };
    }
  }
}
