package dev.fedctl.activity.karmada;

import dev.fedctl.activity.karmada.pki.Names;
import dev.fedctl.activity.karmada.pki.Pki;
import dev.fedctl.activity.karmada.pki.PkiSecrets;
import dev.fedctl.activity.kubernetes.Applier;
import dev.fedctl.activity.kubernetes.KarmadaApis;
import dev.fedctl.contract.activity.KarmadaActivities.PkiObserved;
import dev.fedctl.contract.activity.KarmadaActivities.PkiRequest;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureFacts;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.failure.Failures;
import dev.fedctl.contract.identity.Claim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.Map;

/**
 * Certificates once and for all: created, and on conflict the winner is read. Whatever an attempt
 * finds in Secret {@value KarmadaApis#CERTIFICATES} is what all other Secrets are made of, so an
 * attempt that died half way, or two at once, end alike.
 */
final class PkiStep {

  private final Applier applier;

  PkiStep(Applier applier) {
    this.applier = applier;
  }

  PkiObserved ensure(KubernetesClient client, PkiRequest request, Instant now) {
    KarmadaRef karmada = request.karmada();
    Names names =
        new Names(karmada.namespace(), karmada.address(), request.spec().etcd().replicas());
    Root root = root(client, karmada.namespace(), request.claim(), names, now);
    StepOutcome derived =
        applier.apply(
            client,
            Applier.Api.SHARED,
            request.claim(),
            PkiSecrets.derived(karmada.namespace(), root.pki()));
    return new PkiObserved(
        root.pki().caFingerprint(), root.pki().expires(), Applier.both(root.outcome(), derived));
  }

  private static Root root(
      KubernetesClient client, String namespace, Claim claim, Names names, Instant now) {
    Resource<Secret> secret =
        client.secrets().inNamespace(namespace).withName(KarmadaApis.CERTIFICATES);
    Secret found = secret.get();
    if (found == null) {
      Pki fresh = Pki.create(names, now);
      try {
        client.resource(annotated(PkiSecrets.root(namespace, fresh), claim)).create();
        return new Root(fresh, StepOutcome.CREATED);
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
          throw e;
        }
        found = secret.require();
      }
    }
    Applier.refuseForeign(claim, found);
    Applier.waitUntilGone(found);
    Pki pki = read(found);
    return pki.serves(names, now)
        ? new Root(pki, StepOutcome.UNCHANGED)
        : renew(client, found, pki.renewed(names, now));
  }

  /**
   * The address has changed, or the year is almost over. Replaces exactly what was read: two at
   * once would otherwise leave Secrets of two sets.
   */
  private static Root renew(KubernetesClient client, Secret found, Pki renewed) {
    Secret next = found.edit().withData(renewed.data()).build();
    client.resource(next).lockResourceVersion(found.getMetadata().getResourceVersion()).update();
    return new Root(renewed, StepOutcome.UPDATED);
  }

  private static Secret annotated(Secret secret, Claim claim) {
    return secret.edit().editMetadata().addToAnnotations(claim.tags()).endMetadata().build();
  }

  private static Pki read(Secret secret) {
    try {
      Map<String, String> data = secret.getData();
      return Pki.read(data == null ? Map.of() : data);
    } catch (IOException | IllegalArgumentException e) {
      throw Failures.permanent(
          FailureFacts.of(
              FailureKind.UNEXPECTED_STATE,
              "Secret \"%s\" does not hold Karmada's certificates any more"
                  .formatted(KarmadaApis.CERTIFICATES),
              "restore it from a backup; without it Karmada has to be installed anew"));
    }
  }

  private record Root(Pki pki, StepOutcome outcome) {}
}
