package dev.fedctl.sandbox.aws;

import dev.fedctl.sandbox.aws.core.Service;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import dev.fedctl.sandbox.fault.Refusal;
import dev.fedctl.sandbox.kernel.Arrival;
import dev.fedctl.sandbox.kernel.Call;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kernel.Interaction;
import dev.fedctl.sandbox.wire.WireResponse;
import java.util.Optional;

/** A request that its form or its signature condemns; it is counted like any other. */
record RefusedCall(
    Arrival request, Call call, Service service, ServiceError error, String requestId)
    implements Interaction {

  @Override
  public Optional<Arrival> arrival() {
    return Optional.of(request);
  }

  @Override
  public WireResponse perform(Effects effects) {
    effects.refused(error.code());
    return service.protocol().error(error, requestId);
  }

  @Override
  public Refusal throttle() {
    return Throttling.of(service);
  }

  @Override
  public WireResponse refuse(Refusal refusal) {
    return service
        .protocol()
        .error(new ServiceError(refusal.code(), refusal.status(), refusal.message()), requestId);
  }
}
