package dev.fedctl.app;

import dev.fedctl.sandbox.Sandbox;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.starter.ExitCodes;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the pretend cloud as a server of its own. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the pretend AWS, Kubernetes and Karmada as a server on loopback.",
      "Its clock runs --speed times as fast as real time. It stops when it is told to.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fedctl sandbox --speed 60",
      "  fedctl sandbox --port 4566 --world world.yaml --ledger ledger.jsonl",
      "  fedctl sandbox --state ~/.fedctl/sandbox          goes on where it was, even after kill -9",
      "",
      "A state keeps the options that it was made with: leave them out, or give the same.",
      "Exit codes: 0 stopped; 2 wrong command line; 3 a file, folder or port cannot be used."
    })
final class SandboxCommand implements Callable<Integer> {

  /** A request then takes as long as a control plane. */
  static final int FASTEST = 10_000;

  private static final int USUAL_PORT = 4566;

  @Option(
      names = SandboxSetup.PORT,
      paramLabel = "N",
      description = "Port of the AWS services; 0: any free one. Default: 4566.")
  @Nullable Integer port;

  @Option(
      names = SandboxSetup.SPEED,
      paramLabel = "N",
      description = "How many times as fast as real time. Default: 1.")
  @Nullable Integer speed;

  @Option(
      names = SandboxSetup.LISTEN,
      paramLabel = "ADDRESS",
      description = "Listens here, for a container. Default: a loopback address that is free.")
  @Nullable InetAddress listen;

  @Mixin SandboxSetup setup = new SandboxSetup();

  @Option(names = "--ledger", paramLabel = "FILE", description = "Where the ledger is written.")
  @Nullable Path ledger;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Keeps everything in a folder, and goes on with what is in it.")
  @Nullable Path state;

  @Spec @Nullable CommandSpec command;

  @Override
  public Integer call() throws InterruptedException {
    check(SandboxSetup.PORT, port, 0, 65_535);
    check(SandboxSetup.SPEED, speed, 1, FASTEST);
    Map<String, String> given = setup.given();
    SandboxSetup.put(given, SandboxSetup.PORT, port);
    SandboxSetup.put(given, SandboxSetup.SPEED, speed);
    SandboxSetup.put(given, SandboxSetup.LISTEN, listen == null ? null : listen.getHostAddress());
    Stop stop = Stop.listening();
    try (RunningSandbox running =
        RunningSandbox.start(setup, given, SandboxSetup.usual(1, USUAL_PORT), ledger, state)) {
      announce(running);
      stop.await();
      return ExitCodes.OK;
    }
  }

  private void check(String option, @Nullable Integer value, int least, int most) {
    if (value != null && (value < least || value > most)) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(),
          "%s: must be from %d to %d, was %d".formatted(option, least, most, value));
    }
  }

  private void announce(RunningSandbox running) {
    PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
    Sandbox sandbox = running.sandbox();
    World.Principal worker = running.worker();
    out.println("AWS_ENDPOINT_URL=" + sandbox.awsEndpoint());
    out.println("AWS_ACCESS_KEY_ID=" + worker.accessKeyId());
    out.println("AWS_SECRET_ACCESS_KEY=" + worker.secretAccessKey());
    worker.sessionToken().ifPresent(token -> out.println("AWS_SESSION_TOKEN=" + token));
    out.println("# Karmada's definitions: " + sandbox.crdArchive().url());
    out.println("# sha256: " + sandbox.crdArchive().sha256());
    out.flush();
  }
}
