package dev.fedctl.sandbox;

import dev.fedctl.sandbox.delay.Delays;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.ledger.LedgerRow;
import dev.fedctl.sandbox.state.StateFolder;
import dev.fedctl.sandbox.world.World;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a sandbox is set up.
 *
 * @param clock what lifecycles follow: virtual, scaled or real; security is real time always
 * @param sink sees each row of the ledger as it is written
 * @param awsPort 0: any free one
 * @param loadBalancerPort the port that decides which loopback address is free for this sandbox
 * @param state where the cloud is kept; empty: it ends with its process
 * @param caughtUp hears that all that was kept is done again
 * @param address on which everything listens; empty: a loopback address that is free
 * @param callerDies ends the process that calls, as a fault wants it; it is called while the cloud
 *     stands still, and must not wait for anything. Empty: no fault may want it
 */
public record SandboxOptions(
    InstantSource clock,
    World world,
    Delays delays,
    FaultPlan faults,
    Consumer<LedgerRow> sink,
    int awsPort,
    int loadBalancerPort,
    Optional<StateFolder> state,
    Runnable caughtUp,
    Optional<InetAddress> address,
    Optional<Runnable> callerDies) {

  public SandboxOptions {
    if (faults.endsCallers() && callerDies.isEmpty()) {
      throw new IllegalArgumentException("faults end the callers, and nobody said how");
    }
  }

  private static final int KARMADA = 32443;

  /** Fixed delays, no faults, no file, any port. */
  public static SandboxOptions of(InstantSource clock, World world) {
    return new SandboxOptions(
        clock,
        world,
        Delays.fixed(),
        FaultPlan.none(),
        row -> {},
        0,
        KARMADA,
        Optional.empty(),
        () -> {},
        Optional.empty(),
        Optional.empty());
  }

  public SandboxOptions withDelays(Delays other) {
    return new SandboxOptions(
        clock,
        world,
        other,
        faults,
        sink,
        awsPort,
        loadBalancerPort,
        state,
        caughtUp,
        address,
        callerDies);
  }

  public SandboxOptions withFaults(FaultPlan other) {
    return new SandboxOptions(
        clock,
        world,
        delays,
        other,
        sink,
        awsPort,
        loadBalancerPort,
        state,
        caughtUp,
        address,
        callerDies);
  }

  public SandboxOptions withSink(Consumer<LedgerRow> other) {
    return new SandboxOptions(
        clock,
        world,
        delays,
        faults,
        other,
        awsPort,
        loadBalancerPort,
        state,
        caughtUp,
        address,
        callerDies);
  }

  public SandboxOptions withAwsPort(int other) {
    return new SandboxOptions(
        clock,
        world,
        delays,
        faults,
        sink,
        other,
        loadBalancerPort,
        state,
        caughtUp,
        address,
        callerDies);
  }

  public SandboxOptions withLoadBalancerPort(int other) {
    return new SandboxOptions(
        clock, world, delays, faults, sink, awsPort, other, state, caughtUp, address, callerDies);
  }

  /**
   * Kept in a folder, and gone on with when there was something in it.
   *
   * @param done hears that all that was kept is done again, before anything new happens
   */
  public SandboxOptions withState(StateFolder folder, Runnable done) {
    return new SandboxOptions(
        clock,
        world,
        delays,
        faults,
        sink,
        awsPort,
        loadBalancerPort,
        Optional.of(folder),
        done,
        address,
        callerDies);
  }

  /** On this address, and no loopback address. */
  public SandboxOptions withAddress(InetAddress other) {
    return new SandboxOptions(
        clock,
        world,
        delays,
        faults,
        sink,
        awsPort,
        loadBalancerPort,
        state,
        caughtUp,
        Optional.of(other),
        callerDies);
  }

  /** With somebody who can end the process that calls; to be said before such faults are. */
  public SandboxOptions withCallerDies(Runnable end) {
    return new SandboxOptions(
        clock,
        world,
        delays,
        faults,
        sink,
        awsPort,
        loadBalancerPort,
        state,
        caughtUp,
        address,
        Optional.of(end));
  }
}
