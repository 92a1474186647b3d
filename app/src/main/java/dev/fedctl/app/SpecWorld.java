package dev.fedctl.app;

import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.FederationSpec;
import dev.fedctl.contract.spec.MemberSpec;
import dev.fedctl.contract.spec.NetworkSpec;
import dev.fedctl.contract.spec.VpcSpec;
import dev.fedctl.sandbox.setup.InvalidSetupException;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.starter.spec.InvalidSpecFileException;
import dev.fedctl.starter.spec.LoadedSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The world of a rehearsal without a world file: the VPCs and the roles that the spec takes for
 * granted, and no more.
 */
final class SpecWorld {

  private record Place(String region, String vpc) {}

  private final LoadedSpec spec;

  private SpecWorld(LoadedSpec spec) {
    this.spec = spec;
  }

  static World of(LoadedSpec spec) {
    return new SpecWorld(spec).world();
  }

  private World world() {
    FederationDocument document = spec.document();
    Place home = place(document.spec().region(), document.spec().network());
    World world =
        checked("spec.region", () -> World.standard(home.region(), home.vpc()))
            .withRoles(document.spec().access().admins().stream().map(World.Role::ofArn).toList());
    Set<Place> known = new HashSet<>(Set.of(home));
    List<MemberSpec> members = document.memberSpecs();
    for (int i = 0; i < members.size(); i++) {
      Optional<Place> own = own(members.get(i), document.spec());
      if (own.isPresent() && known.add(own.get())) {
        World before = world;
        world =
            checked(
                "spec.members[" + i + "].region",
                () -> before.withVpc(own.get().region(), own.get().vpc()));
      }
    }
    return world;
  }

  private static Optional<Place> own(MemberSpec member, FederationSpec federation) {
    return member
        .network()
        .map(network -> place(member.region().orElse(federation.region()), network));
  }

  private static Place place(String region, NetworkSpec network) {
    return switch (network.vpc()) {
      case VpcSpec.ByName(String name) -> new Place(region, name);
      case VpcSpec.ById(String id) -> new Place(region, id);
    };
  }

  private World checked(String path, Supplier<World> world) {
    try {
      return world.get();
    } catch (InvalidSetupException e) {
      throw new InvalidSpecFileException(
          List.of(spec.problem(path, String.valueOf(e.getMessage()))));
    }
  }
}
