package dev.fedctl.activity.inventory;

import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.Found;
import dev.fedctl.activity.inventory.Belonging.Proof;
import dev.fedctl.contract.activity.InventoryActivities.Finding;
import dev.fedctl.contract.activity.InventoryActivities.Inventory;
import dev.fedctl.contract.activity.InventoryActivities.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** A whole account, looked through for one federation: its regions one by one, and IAM. */
final class FederationLook {

  private static final int FORBIDDEN = 403;

  private final AwsClients aws;
  private final Wanted wanted;

  FederationLook(AwsClients aws, Wanted wanted) {
    this.aws = aws;
    this.wanted = wanted;
  }

  /** Everything in these regions; roles, which are in none, beside. */
  List<Finding> in(List<String> regions, boolean rolesToo) {
    List<Finding> found = new ArrayList<>();
    regions.forEach(region -> found.addAll(new RegionLook(aws, region, wanted).all()));
    if (rolesToo) {
      found.addAll(roles(regions.getFirst(), standing(found)));
    }
    return found;
  }

  /**
   * Everything in all regions. One that an organization has closed cannot hold anything that the
   * worker has made, as far as it can be known, and is told; its home is not passed over.
   */
  Inventory everywhere(String home) {
    return everywhere(home, RegionLook::all);
  }

  /** Roles and launch templates in these regions, or in all. */
  Inventory traces(String home, List<String> regions) {
    if (regions.isEmpty()) {
      return everywhere(home, RegionLook::traces);
    }
    List<Finding> found = new ArrayList<>();
    regions.forEach(region -> found.addAll(new RegionLook(aws, region, wanted).traces()));
    found.addAll(roles(home, Optional.empty()));
    return new Inventory(found, List.of());
  }

  private Inventory everywhere(String home, Function<RegionLook, List<Finding>> look) {
    List<Finding> found = new ArrayList<>();
    List<String> unseen = new ArrayList<>();
    for (String region : Regions.usable(aws, home)) {
      try {
        found.addAll(look.apply(new RegionLook(aws, region, wanted)));
      } catch (AwsServiceException e) {
        if (region.equals(home) || e.statusCode() != FORBIDDEN) {
          throw e;
        }
        unseen.add(region + ": " + e.awsErrorDetails().errorCode());
      }
    }
    found.addAll(roles(home, standing(found)));
    return new Inventory(found, unseen);
  }

  private static Optional<String> standing(List<Finding> found) {
    return found.stream()
        .filter(one -> one.kind() == Kind.CLUSTER)
        .map(one -> Held.byCluster(one.name()))
        .findFirst();
  }

  /** The listing leaves tags out, so each role is asked for its own. */
  private List<Finding> roles(String region, Optional<String> heldBy) {
    IamClient iam = aws.iam(Regions.partition(region));
    Belonging belonging = new Belonging(wanted.id());
    List<Finding> found = new ArrayList<>();
    iam.listRolesPaginator(r -> r.pathPrefix("/fedctl/" + wanted.federation() + "/"))
        .roles()
        .forEach(
            listed ->
                Found.unlessGone(() -> iam.getRole(r -> r.roleName(listed.roleName())).role())
                    .flatMap(role -> role(role, belonging, region, heldBy))
                    .ifPresent(found::add));
    return found;
  }

  private static Optional<Finding> role(
      Role role, Belonging belonging, String region, Optional<String> heldBy) {
    Map<String, String> tags = role.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
    Optional<Proof> proof = belonging.tagged(tags);
    return proof.map(
        why ->
            new Finding(
                Kind.ROLE,
                role.roleName(),
                region,
                role.roleName(),
                Optional.empty(),
                why.resource(),
                why.generation(),
                why.text(),
                heldBy));
  }
}
