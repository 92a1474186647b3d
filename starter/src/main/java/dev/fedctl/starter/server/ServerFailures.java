package dev.fedctl.starter.server;

import dev.fedctl.contract.identity.TaskQueues;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What went wrong between us and the server, as people can use it. */
record ServerFailures(Server server) {

  /** What is not the server's fault comes back as it was. */
  RuntimeException translate(RuntimeException failure) {
    Optional<Status> status = status(failure);
    return status.isEmpty()
        ? failure
        : switch (status.get().getCode()) {
          case UNAVAILABLE ->
              isOfTls(status.get())
                  ? withoutTls(status.get())
                  : unreachable("does not answer: " + reason(status.get()));
          case INTERNAL -> isNoHttp2(status.get()) ? wantingTls() : failure;
          case UNAUTHENTICATED, PERMISSION_DENIED ->
              CommandFailure.of(
                  ExitCodes.SERVER_UNREACHABLE,
                  "the Temporal server at %s does not let us in: %s"
                      .formatted(server.address(), status.get().getDescription()),
                  "look at the API key and the certificates of the profile; temporal workflow list"
                      + " uses the same");
          case DEADLINE_EXCEEDED, CANCELLED -> noAnswer();
          case FAILED_PRECONDITION -> precondition(status.get(), failure);
          case NOT_FOUND -> notFound(status.get(), failure);
          default -> failure;
        };
  }

  CommandFailure unreachable(String what) {
    return CommandFailure.of(
        ExitCodes.SERVER_UNREACHABLE,
        "the Temporal server at %s %s".formatted(server.address(), what),
        "start one: fedctl dev, or docker compose up; or name another: --address HOST:PORT,"
            + " TEMPORAL_ADDRESS");
  }

  private static boolean isOfTls(Status status) {
    for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return true;
      }
    }
    return false;
  }

  private CommandFailure withoutTls(Status status) {
    return CommandFailure.of(
        ExitCodes.SERVER_UNREACHABLE,
        "the Temporal server at %s and we do not agree on TLS: %s"
            // Netty adds in hexadecimal what came instead.
            .formatted(server.address(), reason(status).replaceFirst(": [0-9a-f]{8,}$", "")),
        "without TLS: TEMPORAL_TLS=false, and no API key; with it: whom we trust is in"
            + " TEMPORAL_TLS_SERVER_CA_CERT_PATH");
  }

  /** Who speaks TLS answers plain HTTP/2 with an alert of TLS. */
  private static boolean isNoHttp2(Status status) {
    return String.valueOf(status.getDescription()).startsWith("http2 exception");
  }

  private CommandFailure wantingTls() {
    return CommandFailure.of(
        ExitCodes.SERVER_UNREACHABLE,
        "what answers at %s is no Temporal server without TLS".formatted(server.address()),
        "with TLS: TEMPORAL_TLS=true; or name another: --address HOST:PORT, TEMPORAL_ADDRESS");
  }

  /** The server took the question, and no worker answered it. */
  CommandFailure noAnswer() {
    return CommandFailure.of(
        ExitCodes.NO_WORKER,
        "no worker answers on task queue \"%s\" of namespace \"%s\" at %s"
            .formatted(TaskQueues.FEDCTL, server.namespace(), server.address()),
        "start one: fedctl worker");
  }

  CommandFailure unknownNamespace() {
    return CommandFailure.of(
        ExitCodes.NAMESPACE_UNFIT,
        "the Temporal server at %s has no namespace \"%s\""
            .formatted(server.address(), server.namespace()),
        "temporal operator namespace create --namespace %s; or name another: --namespace"
            .formatted(server.namespace()));
  }

  private RuntimeException precondition(Status status, RuntimeException failure) {
    return String.valueOf(status.getDescription()).contains("no poller seen")
        ? noAnswer()
        : failure;
  }

  private RuntimeException notFound(Status status, RuntimeException failure) {
    String description = String.valueOf(status.getDescription());
    return description.startsWith("Namespace ") || description.contains("namespace not found")
        ? unknownNamespace()
        : failure;
  }

  private static String reason(Status status) {
    Throwable root = status.getCause();
    while (root != null && root.getCause() != null) {
      root = root.getCause();
    }
    return root == null || root.getMessage() == null
        ? String.valueOf(status.getDescription())
        : root.getMessage();
  }

  static Optional<Status> status(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StatusRuntimeException known) {
        return Optional.of(known.getStatus());
      }
    }
    return Optional.empty();
  }
}
