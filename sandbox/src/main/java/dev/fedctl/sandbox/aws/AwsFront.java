package dev.fedctl.sandbox.aws;

import dev.fedctl.sandbox.aws.core.Service;
import dev.fedctl.sandbox.aws.protocol.Decoded;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import dev.fedctl.sandbox.aws.sigv4.CredentialScope;
import dev.fedctl.sandbox.aws.sigv4.HeaderSignature;
import dev.fedctl.sandbox.aws.sigv4.KeyRing;
import dev.fedctl.sandbox.aws.sigv4.SignatureRefusal;
import dev.fedctl.sandbox.cloud.AwsSide.AccessKey;
import dev.fedctl.sandbox.kernel.Arrival;
import dev.fedctl.sandbox.kernel.Arrival.Entrance;
import dev.fedctl.sandbox.kernel.Call;
import dev.fedctl.sandbox.kernel.Kernel;
import dev.fedctl.sandbox.wire.WireHandler;
import dev.fedctl.sandbox.wire.WireRequest;
import dev.fedctl.sandbox.wire.WireResponse;
import dev.fedctl.sandbox.world.AwsRegions;
import dev.fedctl.sandbox.world.World;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One address for all services: the signature's scope says which one and in which region. Reading,
 * checking and verifying happen before the kernel's lock is taken.
 */
final class AwsFront implements WireHandler {

  private final Kernel kernel;
  private final Map<String, Service> services;
  private final Service fallback;
  private final KeyRing keys;
  private final World world;
  private final Runnable settle;

  AwsFront(
      Kernel kernel, Map<String, Service> services, KeyRing keys, World world, Runnable settle) {
    this.kernel = kernel;
    this.services = services;
    this.fallback = Optional.ofNullable(services.get("sts")).orElseThrow();
    this.keys = keys;
    this.world = world;
    this.settle = settle;
  }

  @Override
  public WireResponse handle(WireRequest request) {
    String requestId = UUID.randomUUID().toString();
    Arrival arrival = new Arrival(Entrance.AWS, request);
    Optional<HeaderSignature> signature = HeaderSignature.of(request);
    Service service = called(request, signature);
    Optional<SignatureRefusal> refusal =
        signature.isEmpty()
            ? Optional.of(unread(request))
            : refusal(service, signature.get(), request);
    Optional<AccessKey> caller =
        refusal.isPresent()
            ? Optional.empty()
            : signature.flatMap(found -> keys.find(found.scope().accessKeyId()));
    Decoded decoded;
    try {
      decoded = service.protocol().decode(request);
    } catch (ServiceError e) {
      Call call = new Call(service.name() + ":Unknown", "", false);
      ServiceError first =
          refusal.map(reason -> SignatureErrors.of(service.model(), reason)).orElse(e);
      return kernel.handle(new RefusedCall(arrival, call, service, first, requestId));
    }
    Call call =
        new Call(
            service.name() + ":" + decoded.operation().name(),
            service.subject(decoded.input()),
            decoded.operation().mutating());
    if (refusal.isPresent() || caller.isEmpty() || signature.isEmpty()) {
      ServiceError error =
          SignatureErrors.of(service.model(), refusal.orElse(SignatureRefusal.UNKNOWN_KEY));
      return kernel.handle(new RefusedCall(arrival, call, service, error, requestId));
    }
    if (!decoded.violations().isEmpty()) {
      ServiceError error = service.protocol().refusal(decoded.violations());
      return kernel.handle(new RefusedCall(arrival, call, service, error, requestId));
    }
    return kernel.handle(
        new ServiceCall(
            arrival,
            call,
            service,
            decoded,
            world,
            signature.get().scope().region(),
            caller.get(),
            settle,
            requestId));
  }

  private static SignatureRefusal unread(WireRequest request) {
    return request.header("authorization").isPresent()
        ? SignatureRefusal.INCOMPLETE
        : SignatureRefusal.MISSING;
  }

  /** The service that a request is for, by its form; that of the signature when it has none. */
  private Service called(WireRequest request, Optional<HeaderSignature> signature) {
    return services.values().stream()
        .filter(service -> service.protocol().speaks(request))
        .findFirst()
        .or(() -> signature.map(found -> services.get(found.scope().service())))
        .orElse(fallback);
  }

  private Optional<SignatureRefusal> refusal(
      Service service, HeaderSignature signature, WireRequest request) {
    CredentialScope scope = signature.scope();
    Optional<AwsRegions.AwsRegion> region = AwsRegions.named(scope.region());
    if (region.isEmpty()) {
      return Optional.of(SignatureRefusal.region(scope.region()));
    }
    Optional<AccessKey> key = keys.find(scope.accessKeyId()).filter(found -> isHome(region.get()));
    if (key.isEmpty()) {
      return Optional.of(SignatureRefusal.UNKNOWN_KEY);
    }
    if (!scope.service().equals(service.name())) {
      return Optional.of(SignatureRefusal.service(service.name()));
    }
    return signature
        .refusal(request, key.get(), request.arrivedAt(), SignatureErrors.skew(service.model()))
        .or(
            () ->
                world.isExpired(scope.accessKeyId())
                    ? Optional.of(SignatureRefusal.EXPIRED_TOKEN)
                    : Optional.empty());
  }

  // All regions of the partition are there, in the world file or not; an opt-in region is not until
  // the world file names it. Where an account is not at home, its keys are unknown.
  private boolean isHome(AwsRegions.AwsRegion region) {
    return region.partition() == world.partition()
        && (!region.isOptIn() || world.has(region.name()));
  }
}
