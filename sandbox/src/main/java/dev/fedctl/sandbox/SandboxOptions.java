package dev.fedctl.sandbox;

import dev.fedctl.sandbox.delay.Delays;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.world.World;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * How a sandbox is set up.
 *
 * @param clock what lifecycles follow: virtual, scaled or real; security is real time always
 * @param sink sees each row of the ledger as it is written
 * @param awsPort 0: any free one
 * @param loadBalancerPort the port that decides which loopback address is free for this sandbox
 */
public record SandboxOptions(
    InstantSource clock,
    World world,
    Delays delays,
    FaultPlan faults,
    Consumer<LedgerRow> sink,
    int awsPort,
    int loadBalancerPort) {

  private static final int KARMADA = 32443;

  /** Fixed delays, no faults, no file, any port. */
  public static SandboxOptions of(InstantSource clock, World world) {
    return new SandboxOptions(
        clock, world, Delays.fixed(), FaultPlan.none(), row -> {}, 0, KARMADA);
  }

  public SandboxOptions withDelays(Delays other) {
    return new SandboxOptions(clock, world, other, faults, sink, awsPort, loadBalancerPort);
  }

  public SandboxOptions withFaults(FaultPlan other) {
    return new SandboxOptions(clock, world, delays, other, sink, awsPort, loadBalancerPort);
  }

  public SandboxOptions withSink(Consumer<LedgerRow> other) {
    return new SandboxOptions(clock, world, delays, faults, other, awsPort, loadBalancerPort);
  }

  public SandboxOptions withAwsPort(int other) {
    return new SandboxOptions(clock, world, delays, faults, sink, other, loadBalancerPort);
  }

  public SandboxOptions withLoadBalancerPort(int other) {
    return new SandboxOptions(clock, world, delays, faults, sink, awsPort, other);
  }
}
