package dev.fedctl.app;

import dev.fedctl.sandbox.aws.model.KnownCalls;
import dev.fedctl.sandbox.fault.FaultFile;
import dev.fedctl.sandbox.fault.FaultPlan;
import dev.fedctl.sandbox.ledger.LedgerFile;
import dev.fedctl.sandbox.setup.InvalidSetupException;
import dev.fedctl.sandbox.state.StateFolder;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.sandbox.world.WorldFile;
import dev.fedctl.starter.spec.InvalidSpecFileException;
import dev.fedctl.starter.spec.SpecProblem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  /** What is in a file that was given; a file that cannot be read is told like a wrong one. */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw refused(file + ": there is no such file");
    } catch (IOException e) {
      throw refused(file + ": cannot be read: " + reason(e));
    }
  }

  static World world(String name, @Nullable String text, Supplier<World> otherwise) {
    return told(() -> text == null ? otherwise.get() : WorldFile.read(name, text));
  }

  /** Of a sandbox that is a server of its own. */
  static FaultPlan faults(String name, @Nullable String text) {
    return told(
        () ->
            text == null
                ? FaultPlan.none()
                : FaultFile.ofServer(KnownCalls.names()).read(name, text));
  }

  static StateFolder state(Path folder, Map<String, String> given, Map<String, String> otherwise) {
    return told(() -> StateFolder.open(folder, given, otherwise));
  }

  /** Opened before anything starts: a run whose ledger cannot be written is not begun. */
  static LedgerFile ledger(Path file) {
    try {
      return LedgerFile.create(file);
    } catch (IOException e) {
      throw refused(file + ": cannot be written: " + reason(e));
    }
  }

  /** The ledger of a state that may go on. */
  static LedgerFile ledgerOf(StateFolder state, Path file) {
    try {
      return state.isContinued() ? LedgerFile.goOn(file) : LedgerFile.anew(file);
    } catch (IOException e) {
      throw refused(file + ": cannot be written: " + reason(e));
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException gone -> "there is no such folder";
      case AccessDeniedException denied -> "permission denied";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  static <T> T told(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (InvalidSetupException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  static InvalidSpecFileException refused(String message) {
    return new InvalidSpecFileException(List.of(new SpecProblem(Optional.empty(), "", message)));
  }
}
