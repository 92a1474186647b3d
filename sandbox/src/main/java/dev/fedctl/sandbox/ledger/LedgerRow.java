package dev.fedctl.sandbox.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;

/** One line of the ledger. Times are seconds of the sandbox's clock since its start. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LedgerRow.Mutation.class, name = "mutation"),
  @JsonSubTypes.Type(value = LedgerRow.Read.class, name = "read"),
  @JsonSubTypes.Type(value = LedgerRow.Ready.class, name = "ready"),
  @JsonSubTypes.Type(value = LedgerRow.Path.class, name = "path")
})
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public sealed interface LedgerRow {

  double atSeconds();

  /** What changed with this row; empty for most kinds. */
  default List<Effect> effects() {
    return List.of();
  }

  /**
   * A call that can change the cloud.
   *
   * @param call the call's name
   * @param caller who signed it: an IAM principal or a Kubernetes user
   * @param token the client token that came with it
   * @param answer {@code sent}, {@code lost} (took effect, no answer), {@code dropped} (no answer,
   *     no effect yet), {@code late} (no request: the effect of one that was dropped before),
   *     {@code refused}
   * @param error the code of a refusal
   * @param effects what changed; empty when nothing did
   */
  record Mutation(
      long seq,
      double atSeconds,
      String call,
      String subject,
      String caller,
      Optional<String> token,
      String answer,
      Optional<String> error,
      List<Effect> effects)
      implements LedgerRow {}

  /**
   * A call that only looks.
   *
   * @param answer {@code sent}, {@code lost}, {@code dropped} or {@code refused}
   * @param resource the logical id of the one thing that it shows
   * @param observed the state that the answer showed, if it has one
   * @param effects what controllers have done by themselves since anybody looked
   */
  record Read(
      double atSeconds,
      String call,
      String subject,
      String answer,
      Optional<String> resource,
      Optional<String> observed,
      Optional<String> error,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Effect> effects)
      implements LedgerRow {}

  /**
   * When a thing that was made became, or will become, what was asked for; written when the ledger
   * is closed.
   */
  record Ready(double atSeconds, String kind, String id, @JsonProperty("resource") String resource)
      implements LedgerRow {}

  /**
   * One thing of the critical path; written when the ledger is closed. The critical path's length
   * is the greatest {@code endsAtSeconds}.
   *
   * @param atSeconds when the ledger was closed
   * @param part the part of the work that it belongs to, as a sequential script would divide it
   * @param seconds how long the thing takes once it can start
   * @param needs what it waits for: the names of other rows of this type
   * @param endsAtSeconds the end of the last of what it needs, and {@code seconds}
   */
  record Path(
      double atSeconds,
      String what,
      String part,
      double seconds,
      List<String> needs,
      double endsAtSeconds)
      implements LedgerRow {}

  /**
   * What a call did to one thing.
   *
   * @param change {@code created}, {@code updated} or {@code deleted}
   * @param kind {@code eks:Cluster}, {@code ec2:launch-template}, {@code k8s:Deployment}
   * @param id the vendor's identity of the thing: an ARN, an id, {@code <cluster>/<ns>/<name>}
   * @param resource the value of the tag, label or annotation {@code fedctl.dev/resource}, if any
   * @param by the controller that did it, when the caller did not do it itself
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Effect(
      String change, String kind, String id, Optional<String> resource, Optional<String> by) {}
}
