package dev.fedctl.app.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.activity.kubernetes.Endpoint;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.message.FederationStatus;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.command.FederationOption;
import dev.fedctl.starter.command.ServerCommand;
import dev.fedctl.starter.federation.Federation;
import dev.fedctl.starter.render.Yaml;
import dev.fedctl.starter.server.Server;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Writes a kubeconfig. */
@Command(
    name = "kubeconfig",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a kubeconfig for Karmada and for every cluster of a federation, into a file of its own,",
      "with your AWS credentials and your rights: your role or user has to be in spec.access.admins.",
      "Clusters are used through \"aws eks get-token\"; Karmada by its administrator's certificate, so",
      "the file is a secret (mode 0600). Your own ~/.kube/config is never touched.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  fedctl kubeconfig karmada-guidance",
      "  kubectl --kubeconfig karmada-guidance.kubeconfig get clusters",
      "  fedctl kubeconfig my.yaml --karmada --out karmada.kubeconfig --force",
      "  fedctl kubeconfig my.yaml --cluster karmada-guidance-parent"
    })
public final class KubeconfigCommand extends ServerCommand {

  @Mixin FederationOption federation = new FederationOption();

  @Option(names = "--cluster", paramLabel = "NAME", description = "That cluster only.")
  @Nullable String cluster;

  @Option(names = "--karmada", description = "Karmada only.")
  boolean karmadaOnly;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to. Default: <federation>.kubeconfig in this folder.")
  @Nullable Path out;

  @Option(names = "--force", description = "Replaces a file that is there.")
  boolean force;

  private String name = "";

  @Override
  protected void prepare() {
    name = federation.name();
    if (karmadaOnly && cluster != null) {
      throw new ParameterException(
          spec().commandLine(), "--cluster and --karmada exclude each other");
    }
    if (!force && Files.exists(file())) {
      throw CommandFailure.of(
          ExitCodes.USAGE,
          file() + " is there already",
          "--force replaces it; --out names another");
    }
  }

  @Override
  protected int run(Server server) {
    checks(server).workersAnswer();
    Federation asked = new Federation(server, name);
    FederationStatus status = asked.status();
    Kubeconfig config = new Kubeconfig();
    String current;
    try (UserAccess access = new UserAccess()) {
      current = fill(config, status, access);
    }
    write(Yaml.of(config.document(current)));
    out().println(file());
    out().flush();
    err().println("use it: kubectl --kubeconfig %s get ns".formatted(file()));
    err().flush();
    return ExitCodes.OK;
  }

  /** Returns the context that is used when none is named. */
  private String fill(Kubeconfig config, FederationStatus status, UserAccess access) {
    Optional<KarmadaRef> karmada = status.karmada();
    if (karmadaOnly && karmada.isEmpty()) {
      throw CommandFailure.of(
          ExitCodes.NOT_READY,
          "Karmada of federation \"" + name + "\" does not answer yet",
          "fedctl watch " + name);
    }
    List<ClusterRef> clusters = karmadaOnly ? List.of() : clusters(status);
    for (ClusterRef one : clusters) {
      Endpoint endpoint = access.endpoint(one);
      config.addEks(one.name(), one.region(), endpoint.url(), base64(endpoint.caPem()));
    }
    if (cluster != null || karmada.isEmpty()) {
      return clusters.getFirst().name();
    }
    KarmadaRef at = karmada.get();
    Map<String, String> certificates = access.certificates(at);
    config.addCertificate(
        name,
        "https://" + at.address() + ":" + at.port(),
        certificates.getOrDefault("ca.crt", ""),
        certificates.getOrDefault("karmada.crt", ""),
        certificates.getOrDefault("karmada.key", ""));
    return name;
  }

  private List<ClusterRef> clusters(FederationStatus status) {
    List<ClusterRef> all =
        Stream.concat(
                Stream.of(new ClusterRef(status.region(), status.parent())),
                status.members().stream()
                    .map(member -> new ClusterRef(member.region(), member.name())))
            .filter(one -> cluster == null || one.name().equals(cluster))
            .toList();
    if (all.isEmpty()) {
      throw CommandFailure.of(
          ExitCodes.NO_SUCH_THING,
          "federation \"%s\" has no cluster \"%s\"".formatted(name, cluster),
          "fedctl members list " + name);
    }
    return all;
  }

  private Path file() {
    return out == null ? Path.of(name + ".kubeconfig") : out;
  }

  /** Never readable for others, not even while it is written. */
  private void write(String text) {
    try {
      Path target = file().toAbsolutePath();
      Path fresh =
          Files.createTempFile(
              target.getParent(),
              ".kubeconfig",
              "",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(fresh, text.getBytes(UTF_8));
      if (force) {
        Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.move(fresh, target);
      }
    } catch (FileAlreadyExistsException e) {
      throw CommandFailure.of(ExitCodes.USAGE, file() + " is there already", "--force replaces it");
    } catch (IOException e) {
      throw CommandFailure.of(
          ExitCodes.USAGE,
          file() + ": cannot be written: " + e.getMessage(),
          "--out names another");
    }
  }

  private static String base64(String pem) {
    return Base64.getEncoder().encodeToString(pem.getBytes(UTF_8));
  }
}
