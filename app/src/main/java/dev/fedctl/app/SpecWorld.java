package dev.fedctl.app;

import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.VpcSpec;
import dev.fedctl.sandbox.setup.InvalidSetupException;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.starter.spec.InvalidSpecFileException;
import dev.fedctl.starter.spec.LoadedSpec;
import java.util.List;

/** The world of a rehearsal without a world file: what the spec takes for granted, and no more. */
final class SpecWorld {

  private SpecWorld() {}

  static World of(LoadedSpec spec) {
    FederationDocument document = spec.document();
    String vpc =
        switch (document.spec().network().vpc()) {
          case VpcSpec.ByName(String name) -> name;
          case VpcSpec.ById(String id) -> id;
        };
    try {
      return World.standard(document.spec().region(), vpc)
          .withRoles(document.spec().access().admins().stream().map(World.Role::ofArn).toList());
    } catch (InvalidSetupException e) {
      throw new InvalidSpecFileException(
          List.of(spec.problem("spec.region", String.valueOf(e.getMessage()))));
    }
  }
}
