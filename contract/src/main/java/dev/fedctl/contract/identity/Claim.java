package dev.fedctl.contract.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The intent to have one resource: computed in the workflow, so that it stands in the history
 * before the first call goes out.
 *
 * @param resource the logical id: the id of the step that makes it, with {@code :…} behind it when
 *     the step makes several
 * @param incarnation counts from 1; rises when we deleted the resource to make it anew, because a
 *     token that AWS remembers could return the dead one
 */
public record Claim(Owner owner, String resource, int incarnation) {

  /** The owner tags of the resource; on Kubernetes objects the same keys are annotations. */
  public SortedMap<String, String> tags() {
    SortedMap<String, String> tags = new TreeMap<>();
    tags.put(OwnerTags.FEDERATION, owner.federation());
    tags.put(OwnerTags.FEDERATION_ID, owner.federationId().toString());
    tags.put(OwnerTags.GENERATION, owner.generation());
    tags.put(OwnerTags.INCARNATION, Integer.toString(incarnation));
    tags.put(OwnerTags.RESOURCE, resource);
    return tags;
  }

  /**
   * The owner tags of things of which one resource makes several: no logical id is theirs alone.
   */
  public SortedMap<String, String> sharedTags() {
    SortedMap<String, String> shared = tags();
    shared.remove(OwnerTags.RESOURCE);
    return shared;
  }

  /** The client token: 64 hex digits, the same for every attempt to make this resource. */
  public String token() {
    String text =
        String.join(
            "|",
            owner.federationId().toString(),
            owner.generation(),
            resource,
            Integer.toString(incarnation));
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The claim on this resource as it was, or will be, made that time. */
  public Claim inIncarnation(int other) {
    return new Claim(owner, resource, other);
  }

  /** The claim on a part of this resource. */
  public Claim part(String name) {
    return new Claim(owner, resource + ":" + name, incarnation);
  }
}
