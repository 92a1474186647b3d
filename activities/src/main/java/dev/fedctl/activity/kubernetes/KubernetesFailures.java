package dev.fedctl.activity.kubernetes;

import dev.fedctl.activity.Redacted;
import dev.fedctl.activity.Waits;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.ResourceNotFoundException;
import io.temporal.failure.TemporalFailure;
import java.io.IOException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one translator of what Kubernetes clients throw.
 *
 * <p>401 is EXPIRED_CREDENTIALS and 403 is DENIED, at once: the step that grants access ends only
 * when the API server has confirmed it, so a later refusal is not a matter of seconds. What a look
 * treats as a state (right after a join, say) it catches before it comes here.
 */
public final class KubernetesFailures {

  private static final Logger LOG = LoggerFactory.getLogger(KubernetesFailures.class);
  private static final Pattern REQUEST =
      Pattern.compile("Failure executing: ([A-Z]+) at: (\\S+?)\\.? ");

  private KubernetesFailures() {}

  /** Runs {@code body}; what it throws comes out as a failure of the kinds of this house. */
  public static <T> T translating(String where, Supplier<T> body) {
    try {
      return body.get();
    } catch (TemporalFailure e) {
      throw e;
    } catch (RuntimeException e) {
      throw Waits.failure(factsOf(where, e));
    }
  }

  static FailureFacts factsOf(String where, RuntimeException e) {
    return switch (e) {
      case KubernetesClientException known -> facts(where, known);
      // What require() makes of every failure, a lost connection too.
      case ResourceNotFoundException gone
          when gone.getCause() instanceof KubernetesClientException cause ->
          facts(where, cause);
      default -> unexpected(where, e);
    };
  }

  private static FailureFacts unexpected(String where, RuntimeException e) {
    // Its message may hold anything: the history gets none of it, the log what is no secret.
    LOG.error("unexpected failure on {}: {}", where, Redacted.trace(e));
    return FailureFacts.of(
        FailureKind.INTERNAL,
        "%s on %s".formatted(e.getClass().getSimpleName(), where),
        "look at the worker's log, report it, then retry");
  }

  /** Whether no answer came at all. */
  public static boolean isTransport(KubernetesClientException e) {
    return !isAnswer(e) && transport(e).isPresent();
  }

  /** Whether it may be over in a moment: no answer, no such thing yet, or a server that cannot. */
  public static boolean isPassing(KubernetesClientException e) {
    return !isAnswer(e) || e.getCode() == 404 || e.getCode() == 408 || e.getCode() >= 500;
  }

  /** What came back, in short, for the state that a look reports. */
  public static String brief(KubernetesClientException e) {
    return transport(e)
        .filter(io -> !isAnswer(e))
        .map(KubernetesFailures::describe)
        .orElseGet(() -> (isAnswer(e) ? e.getCode() + " " : "") + Redacted.text(words(e)));
  }

  static FailureFacts facts(String where, KubernetesClientException e) {
    FailureKind kind = kind(e);
    return new FailureFacts(
        kind,
        "%s on %s: %s".formatted(attempted(e), where, brief(e)),
        isAnswer(e) ? Optional.of(Integer.toString(e.getCode())) : Optional.empty(),
        Optional.empty(),
        advice(kind),
        Optional.empty());
  }

  private static FailureKind kind(KubernetesClientException e) {
    if (!isAnswer(e)) {
      // No answer came, or the client found no such kind among those that the server told.
      return isTransport(e) ? FailureKind.UNAVAILABLE : FailureKind.EVENTUAL;
    }
    String words = words(e);
    return switch (e.getCode()) {
      case 401 -> FailureKind.EXPIRED_CREDENTIALS;
      case 403 -> forbidden(words);
      // What we ask for is ours and was made just now, or its API is: it will show.
      case 404 -> FailureKind.EVENTUAL;
      case 409 -> FailureKind.EVENTUAL;
      case 422 -> invalid(words);
      case 429 -> FailureKind.THROTTLED;
      default ->
          e.getCode() == 408 || e.getCode() >= 500 ? FailureKind.UNAVAILABLE : FailureKind.INTERNAL;
    };
  }

  private static FailureKind forbidden(String words) {
    if (words.contains("exceeded quota")) {
      return FailureKind.QUOTA;
    }
    if (words.contains("is being terminated")) {
      return FailureKind.EVENTUAL;
    }
    return words.contains("updates to") ? FailureKind.CONFLICT : FailureKind.DENIED;
  }

  private static FailureKind invalid(String words) {
    boolean standsOtherwise =
        words.contains("is immutable")
            || words.contains("Forbidden: updates to")
            || words.contains("already allocated");
    return standsOtherwise ? FailureKind.CONFLICT : FailureKind.INTERNAL;
  }

  private static String advice(FailureKind kind) {
    return switch (kind) {
      case EXPIRED_CREDENTIALS ->
          "renew the worker's AWS credentials, or see that its role still has an access entry";
      case DENIED -> "give the worker's role the cluster-admin access policy, then retry";
      case QUOTA -> "raise the quota, then retry";
      case CONFLICT -> "remove what stands there, if it may go, then retry";
      case EVENTUAL -> "see why the object does not show, then retry";
      case THROTTLED, UNAVAILABLE, NOT_READY ->
          "nothing: it goes on by itself when the API answers again";
      case INTERNAL, INVALID_SPEC, UNEXPECTED_STATE, WRONG_ACCOUNT ->
          "look at the worker's log, report it, then retry";
    };
  }

  private static String attempted(KubernetesClientException e) {
    Matcher request = REQUEST.matcher(String.valueOf(e.getMessage()));
    String verb = request.find() ? request.group(1) : "request";
    if (e.getFullResourceName() == null) {
      return verb;
    }
    StringBuilder what = new StringBuilder(verb).append(' ').append(e.getFullResourceName());
    if (e.getName() != null) {
      what.append(" \"").append(e.getName()).append('"');
    }
    if (e.getNamespace() != null) {
      what.append(" in ").append(e.getNamespace());
    }
    return what.toString();
  }

  /** Codes that are none stand for a request that was never answered. */
  private static boolean isAnswer(KubernetesClientException e) {
    return e.getCode() > 0;
  }

  private static String words(KubernetesClientException e) {
    Status status = e.getStatus();
    return status != null && status.getMessage() != null
        ? status.getMessage()
        : String.valueOf(e.getMessage());
  }

  private static Optional<IOException> transport(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof IOException io) {
        return Optional.of(io);
      }
    }
    return Optional.empty();
  }

  private static String describe(IOException io) {
    return switch (io) {
      case UnknownHostException unknown -> "its name does not resolve";
      case HttpTimeoutException late -> "no answer in time";
      case SSLException tls ->
          "TLS failed (" + Redacted.text(String.valueOf(tls.getMessage())) + ")";
      default ->
          "no connection (" + Redacted.text(io.getClass().getSimpleName() + reason(io)) + ")";
    };
  }

  private static String reason(IOException io) {
    return io.getMessage() == null ? "" : ": " + io.getMessage();
  }
}
