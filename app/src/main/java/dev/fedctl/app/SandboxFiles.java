package dev.fedctl.app;

import dev.fedctl.sandbox.aws.model.KnownCalls;
import dev.fedctl.sandbox.fault.FaultFile;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.setup.InvalidSetupException;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.sandbox.world.WorldFile;
import dev.fedctl.starter.spec.InvalidSpecFileException;
import dev.fedctl.starter.spec.SpecProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The files that a user gives the sandbox; what is wrong with them is told like a wrong spec. */
final class SandboxFiles {

  private SandboxFiles() {}

  static World world(@Nullable Path file, Supplier<World> otherwise) {
    return told(() -> file == null ? otherwise.get() : WorldFile.read(file));
  }

  static FaultPlan faults(@Nullable Path file) {
    return told(
        () -> file == null ? FaultPlan.none() : new FaultFile(KnownCalls.names()).read(file));
  }

  private static <T> T told(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (InvalidSetupException e) {
      throw new InvalidSpecFileException(
          List.of(new SpecProblem(Optional.empty(), "", String.valueOf(e.getMessage()))));
    }
  }
}
