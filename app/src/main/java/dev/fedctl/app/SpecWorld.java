package dev.fedctl.app;

import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.contract.spec.VpcSpec;

/** The world of a rehearsal without a world file: what the spec takes for granted, and no more. */
final class SpecWorld {

  private SpecWorld() {}

  static World of(FederationDocument document) {
    String vpc =
        switch (document.spec().network().vpc()) {
          case VpcSpec.ByName(String name) -> name;
          case VpcSpec.ById(String id) -> id;
        };
    World w = World.standard(document.spec().region(), vpc);
    java.util.List<World.Region> rs = new java.util.ArrayList<>(w.regions());
    rs.add(new World.Region("us-east-1", java.util.List.of(), java.util.List.of()));
    return new World(w.account(), w.principals(), rs, w.roles(), w.kubernetes(), w.quotas())
        .withRoles(document.spec().access().admins().stream().map(World.Role::ofArn).toList());
  }
}
