package dev.fedctl.app;

import dev.fedctl.sandbox.Sandbox;
import dev.fedctl.sandbox.SandboxOptions;
import dev.fedctl.sandbox.clock.ScaledClock;
import dev.fedctl.sandbox.clusters.KubernetesHalf;
import dev.fedctl.sandbox.delay.Delays;
import dev.fedctl.sandbox.ledger.LedgerFile;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.starter.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
      "  fedctl sandbox --port 4566 --world world.yaml --ledger ledger.jsonl"
    })
final class SandboxCommand implements Callable<Integer> {

  /** A request then takes as long as a control plane. */
  private static final int FASTEST = 10_000;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "4566",
      description = "Port of the AWS services; 0: any free one. Default: ${DEFAULT-VALUE}.")
  int port;

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many times as fast as real time. Default: ${DEFAULT-VALUE}.")
  int speed;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      defaultValue = "eu-north-1",
      description = "Region of the default world. Default: ${DEFAULT-VALUE}.")
  String region = "eu-north-1";

  @Option(
      names = "--vpc",
      paramLabel = "NAME",
      defaultValue = "KarmadaVPC",
      description = "Name of the VPC of the default world. Default: ${DEFAULT-VALUE}.")
  String vpc = "KarmadaVPC";

  @Option(names = "--world", paramLabel = "FILE", description = "What exists at the start.")
  @Nullable Path world;

  @Option(names = "--faults", paramLabel = "FILE", description = "What goes wrong.")
  @Nullable Path faults;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Varies every delay by up to a quarter.")
  @Nullable Long seed;

  @Option(names = "--ledger", paramLabel = "FILE", description = "Where the ledger is written.")
  @Nullable Path ledger;

  @Spec @Nullable CommandSpec command;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check("--port", port, 0, 65_535);
    check("--speed", speed, 1, FASTEST);
    World start = SandboxFiles.world(world, () -> World.standard(region, vpc));
    SandboxOptions options =
        SandboxOptions.of(ScaledClock.startingNow(speed), start)
            .withDelays(seed == null ? Delays.fixed() : Delays.seeded(seed))
            .withFaults(SandboxFiles.faults(faults))
            .withAwsPort(port);
    LedgerFile file = ledger == null ? null : SandboxFiles.ledger(ledger);
    Sandbox sandbox =
        Sandbox.start(file == null ? options : options.withSink(file), KubernetesHalf::new);
    CountDownLatch stop = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(sandbox, file, stop)));
    announce(sandbox, start);
    stop.await();
    return ExitCodes.OK;
  }

  private void check(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(),
          "%s: must be from %d to %d, was %d".formatted(option, least, most, value));
    }
  }

  private void announce(Sandbox sandbox, World start) {
    PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
    World.Principal worker = start.principals().getFirst();
    out.println("AWS_ENDPOINT_URL=" + sandbox.awsEndpoint());
    out.println("AWS_ACCESS_KEY_ID=" + worker.accessKeyId());
    out.println("AWS_SECRET_ACCESS_KEY=" + worker.secretAccessKey());
    worker.sessionToken().ifPresent(token -> out.println("AWS_SESSION_TOKEN=" + token));
    out.println("# Karmada's definitions: " + sandbox.crdArchive().url());
    out.println("# sha256: " + sandbox.crdArchive().sha256());
    out.flush();
  }

  private static void close(Sandbox sandbox, @Nullable LedgerFile file, CountDownLatch stop) {
    sandbox.close();
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      System.err.println("the ledger is not complete: " + e.getMessage());
    }
    stop.countDown();
  }
}
