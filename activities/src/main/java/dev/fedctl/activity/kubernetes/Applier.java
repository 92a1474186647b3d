package dev.fedctl.activity.kubernetes;

import dev.fedctl.activity.Waits;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.failure.Failures;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.identity.OwnerTags;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.temporal.failure.ApplicationFailure;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Server-side apply with one field manager, {@value #FIELD_MANAGER}. Fields that others manage
 * (defaults, status, what controllers add) are left alone; ours are taken back by force.
 */
public final class Applier {

  public static final String FIELD_MANAGER = "fedctl";

  /** To whom an API belongs, and so what may be found in it. */
  public enum Api {
    /** Others live there too: what stands under our name without our annotations is theirs. */
    SHARED,
    /** Karmada's own API, which we made: all that stands under our names is ours. */
    OURS
  }

  /** Applies the objects in order; CREATED when any was, else UPDATED when any was. */
  public StepOutcome apply(
      KubernetesClient client, Api api, Claim claim, Collection<? extends HasMetadata> desired) {
    StepOutcome outcome = StepOutcome.UNCHANGED;
    for (HasMetadata object : desired) {
      outcome = both(outcome, apply(client, api, claim, object).outcome());
    }
    return outcome;
  }

  /** Applies one object, with the claim's owner annotations added to its own. */
  public <T extends HasMetadata> Applied<T> apply(
      KubernetesClient client, Api api, Claim claim, T desired) {
    SortedMap<String, String> annotations = new TreeMap<>(claim.tags());
    if (desired.getMetadata().getAnnotations() != null) {
      annotations.putAll(desired.getMetadata().getAnnotations());
    }
    desired.getMetadata().setAnnotations(annotations);
    Resource<T> resource = resource(client, desired);
    T before = resource.get();
    if (before != null) {
      // First of all: what goes by itself is in nobody's way, whoever made it.
      waitUntilGone(before);
    }
    if (before != null && api == Api.SHARED) {
      refuseForeign(claim, before);
    }
    T after = resource.fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
    return new Applied<>(after, outcome(before, after));
  }

  /** Whether the object carries this life of this federation. */
  public static boolean isOurs(Claim claim, HasMetadata found) {
    Map<String, String> annotations = found.getMetadata().getAnnotations();
    return annotations != null
        && claim.owner().federationId().toString().equals(annotations.get(OwnerTags.FEDERATION_ID))
        && claim.owner().generation().equals(annotations.get(OwnerTags.GENERATION));
  }

  /** Fails with CONFLICT unless the object carries this life of this federation. */
  public static void refuseForeign(Claim claim, HasMetadata found) {
    Map<String, String> annotations = found.getMetadata().getAnnotations();
    Map<String, String> tags = annotations == null ? Map.of() : annotations;
    String owner = claim.owner().federationId().toString();
    if (!owner.equals(tags.get(OwnerTags.FEDERATION_ID))) {
      String whose = tags.get(OwnerTags.FEDERATION);
      throw conflict(
          whose == null
              ? name(found) + " exists already and was not made by fedctl"
              : "%s exists already and belongs to federation \"%s\"".formatted(name(found), whose),
          "remove it, if it may go, then retry; fedctl never touches what it did not make");
    }
    if (!claim.owner().generation().equals(tags.get(OwnerTags.GENERATION))) {
      throw conflict(
          name(found) + " is left over from an earlier life of this federation",
          "remove it, then retry");
    }
  }

  /**
   * Fails with EVENTUAL while an object is being deleted: whatever is applied to it goes with it.
   */
  public static void waitUntilGone(HasMetadata found) {
    if (found.getMetadata().getDeletionTimestamp() != null) {
      throw Waits.failure(
          FailureFacts.of(
              FailureKind.EVENTUAL,
              name(found) + " is being deleted",
              "see which finalizer holds it, then retry"));
    }
  }

  /** What two outcomes are together. */
  public static StepOutcome both(StepOutcome one, StepOutcome other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** An object as the server has it now. */
  public record Applied<T>(T object, StepOutcome outcome) {}

  private static StepOutcome outcome(HasMetadata before, HasMetadata after) {
    if (before == null) {
      return StepOutcome.CREATED;
    }
    String was = before.getMetadata().getResourceVersion();
    return was != null && was.equals(after.getMetadata().getResourceVersion())
        ? StepOutcome.UNCHANGED
        : StepOutcome.UPDATED;
  }

  private static ApplicationFailure conflict(String message, String advice) {
    return Failures.permanent(FailureFacts.of(FailureKind.CONFLICT, message, advice));
  }

  /** How an object is named to operators: {@code Service "karmada-system/a"}. */
  public static String name(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return "%s \"%s%s\""
        .formatted(
            object.getKind(),
            namespace == null ? "" : namespace + "/",
            object.getMetadata().getName());
  }

  // The one class of generic objects comes back as itself.
  @SuppressWarnings("unchecked")
  private static <T extends HasMetadata> Resource<T> resource(KubernetesClient client, T object) {
    if (!(object instanceof GenericKubernetesResource generic)) {
      return client.resource(object);
    }
    var kind = client.genericKubernetesResources(Kinds.of(generic).context());
    String namespace = generic.getMetadata().getNamespace();
    return (Resource<T>) (namespace == null ? kind : kind.inNamespace(namespace)).resource(generic);
  }
}
