package dev.fedctl.sandbox.kernel;

import dev.fedctl.sandbox.delay.DelayKind;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.ledger.LedgerRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one call does while it is carried out; the kernel makes one for each call. */
public final class Effects {

  private final Kernel kernel;
  private final Instant now;
  private final Optional<Fault> fault;
  private final List<LedgerRow.Effect> changes = new ArrayList<>();
  private String caller = "";
  private Optional<String> token = Optional.empty();
  private Optional<String> observed = Optional.empty();
  private Optional<String> error = Optional.empty();
  private Optional<String> resource = Optional.empty();

  Effects(Kernel kernel, Instant now, Optional<Fault> fault) {
    this.kernel = kernel;
    this.now = now;
    this.fault = fault;
  }

  /** The time of the call; the same for all of it. */
  public Instant now() {
    return now;
  }

  /** How long what this call starts takes, a scripted delay included. */
  public Duration delay(DelayKind kind, String subject) {
    Duration drawn = kernel.delays().of(kind, subject);
    if (fault.orElse(null) instanceof Fault.Delay(Duration longer)) {
      kernel.longer(kind, subject, longer);
      return drawn.plus(longer);
    }
    return drawn;
  }

  /** From when on reads see what this call creates. */
  public Instant visibleFrom() {
    return fault.orElse(null) instanceof Fault.EventualVisibility(Duration hidden)
        ? now.plus(hidden)
        : now;
  }

  /** The bad end that a fault wants for what this call starts. */
  public Optional<Fault.Outcome> outcome() {
    return fault.orElse(null) instanceof Fault.Outcome outcome
        ? Optional.of(outcome)
        : Optional.empty();
  }

  public void caller(String principal) {
    caller = principal;
  }

  public void token(Optional<String> clientToken) {
    token = clientToken;
  }

  /** The state that the answer to a read shows. */
  public void observed(String state) {
    observed = Optional.of(state);
  }

  /** The state that the answer to a read shows, of the thing with that logical id. */
  public void observed(String state, Optional<String> logicalId) {
    observed(state);
    showed(logicalId);
  }

  /** The logical id of the one thing that the answer to a read shows. */
  public void showed(Optional<String> logicalId) {
    resource = logicalId;
  }

  /** The service itself refused, with this code. */
  public void refused(String code) {
    error = Optional.of(code);
  }

  public void created(String kind, String id, Optional<String> resource) {
    changes.add(new LedgerRow.Effect("created", kind, id, resource, Optional.empty()));
  }

  public void updated(String kind, String id, Optional<String> resource) {
    changes.add(new LedgerRow.Effect("updated", kind, id, resource, Optional.empty()));
  }

  public void deleted(String kind, String id, Optional<String> resource) {
    changes.add(new LedgerRow.Effect("deleted", kind, id, resource, Optional.empty()));
  }

  /** Something that a controller of the cloud does because of this call. */
  public void byController(
      String controller, String change, String kind, String id, Optional<String> resource) {
    changes.add(new LedgerRow.Effect(change, kind, id, resource, Optional.of(controller)));
  }

  String caller() {
    return caller;
  }

  Optional<String> token() {
    return token;
  }

  Optional<String> observed() {
    return observed;
  }

  Optional<String> resource() {
    return resource;
  }

  Optional<String> error() {
    return error;
  }

  List<LedgerRow.Effect> changes() {
    return List.copyOf(changes);
  }
}
