package dev.fedctl.sandbox.aws;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Service;
import dev.fedctl.sandbox.aws.protocol.Decoded;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import dev.fedctl.sandbox.cloud.AwsSide.AccessKey;
import dev.fedctl.sandbox.fault.Refusal;
import dev.fedctl.sandbox.kernel.Arrival;
import dev.fedctl.sandbox.kernel.Call;
import dev.fedctl.sandbox.kernel.Effects;
import dev.fedctl.sandbox.kernel.Interaction;
import dev.fedctl.sandbox.wire.WireResponse;
import dev.fedctl.sandbox.world.World;
import java.util.Objects;
import java.util.Optional;

/** A request whose form and signature are good, on its way to the operation that it names. */
record ServiceCall(
    Arrival request,
    Call call,
    Service service,
    Decoded decoded,
    World world,
    String region,
    AccessKey caller,
    Runnable settle,
    String requestId)
    implements Interaction {

  @Override
  public Optional<Arrival> arrival() {
    return Optional.of(request);
  }

  @Override
  public WireResponse perform(Effects effects) {
    settle.run();
    Input input = new Input(decoded.input());
    effects.caller(caller.principalArn());
    effects.token(token(input));
    Operation operation =
        Objects.requireNonNull(service.operations().get(decoded.operation().name()));
    try {
      return service
          .protocol()
          .answer(
              decoded.operation(),
              operation.run(
                  input,
                  new Context(
                      decoded.operation(),
                      world.partition(),
                      world.account(),
                      region,
                      caller,
                      effects)),
              requestId);
    } catch (ServiceError e) {
      effects.refused(e.code());
      return service.protocol().error(e, requestId);
    }
  }

  private static Optional<String> token(Input input) {
    return input.text("clientRequestToken").or(() -> input.text("ClientToken"));
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
