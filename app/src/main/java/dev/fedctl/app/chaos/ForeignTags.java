package dev.fedctl.app.chaos;

import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.identity.OwnerTags;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Tags that nearly prove something to be a federation's, and do not. */
final class ForeignTags {

  /** How tags fail to prove it. */
  private enum Lie {
    NONE,
    NAME_ONLY,
    OTHER_REGION,
    OTHER_ACCOUNT,
    LONGER_NAME,
    KEYS_IN_OTHER_CASE,
    ID_IN_CAPITALS,
    ID_WITHOUT_ITS_END,
    RESOURCE_ONLY,
    SOMEBODY_ELSE
  }

  private final Owner owner;
  private final Random random;

  ForeignTags(Owner owner, Random random) {
    this.owner = owner;
    this.random = random;
  }

  /** Tags for something that goes by the logical id of one of ours. */
  Map<String, String> near(String resource) {
    Lie lie = Lie.values()[random.nextInt(Lie.values().length)];
    return switch (lie) {
      case NONE -> Map.of();
      case NAME_ONLY -> Map.of(OwnerTags.FEDERATION, owner.federation());
      case OTHER_REGION ->
          of(
              new Owner(owner.federation(), owner.account(), elsewhere(), owner.generation()),
              resource);
      case OTHER_ACCOUNT ->
          of(
              new Owner(owner.federation(), "444455556666", owner.region(), owner.generation()),
              resource);
      case LONGER_NAME ->
          of(
              new Owner(
                  owner.federation() + "-b", owner.account(), owner.region(), owner.generation()),
              resource);
      case KEYS_IN_OTHER_CASE ->
          of(owner, resource).entrySet().stream()
              .collect(
                  Collectors.toMap(
                      tag -> tag.getKey().toUpperCase(Locale.ROOT), Map.Entry::getValue));
      case ID_IN_CAPITALS ->
          withId(owner.federationId().toString().toUpperCase(Locale.ROOT), resource);
      case ID_WITHOUT_ITS_END -> withId(owner.federationId().toString().substring(0, 30), resource);
      case RESOURCE_ONLY -> Map.of(OwnerTags.RESOURCE, resource);
      case SOMEBODY_ELSE ->
          Map.of(OwnerTags.FEDERATION, "somebody-else", "team", owner.federation());
    };
  }

  private String elsewhere() {
    return owner.region().equals("us-west-2") ? "eu-west-1" : "us-west-2";
  }

  private Map<String, String> withId(String id, String resource) {
    Map<String, String> tags = new LinkedHashMap<>(of(owner, resource));
    tags.put(OwnerTags.FEDERATION_ID, id);
    return tags;
  }

  private static Map<String, String> of(Owner owner, String resource) {
    return owner.claim(resource).tags();
  }
}
