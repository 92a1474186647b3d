package dev.fedctl.activity.karmada;

import dev.fedctl.activity.Waits;
import dev.fedctl.activity.karmada.host.Components;
import dev.fedctl.activity.karmada.host.EtcdLeftovers;
import dev.fedctl.activity.karmada.host.Host;
import dev.fedctl.activity.karmada.host.StorageClasses;
import dev.fedctl.activity.karmada.plane.CrdDownload;
import dev.fedctl.activity.karmada.plane.Rbac;
import dev.fedctl.activity.karmada.plane.Registration;
import dev.fedctl.activity.kubernetes.Applier;
import dev.fedctl.activity.kubernetes.ClusterApis;
import dev.fedctl.activity.kubernetes.KarmadaApis;
import dev.fedctl.activity.kubernetes.KubernetesFailures;
import dev.fedctl.contract.activity.Awaited;
import dev.fedctl.contract.activity.KarmadaActivities;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.activity.StepOutcome;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@link KarmadaActivities} by server-side apply. */
public final class KarmadaActivitiesImpl implements KarmadaActivities {

  private final ClusterApis hosts;
  private final KarmadaApis karmadas;
  private final Applier applier;
  private final CrdDownload download;
  private final InstantSource clock;
  private final HostRemoval removal;

  /**
   * @param clock real time: certificates are judged by it
   */
  public KarmadaActivitiesImpl(
      ClusterApis hosts,
      KarmadaApis karmadas,
      Applier applier,
      CrdDownload download,
      InstantSource clock,
      HostRemoval removal) {
    this.hosts = hosts;
    this.karmadas = karmadas;
    this.applier = applier;
    this.download = download;
    this.clock = clock;
    this.removal = removal;
  }

  @Override
  public StepOutcome ensureStorageClass(StorageClassRequest request) {
    return hosts.use(
        request.host(),
        client ->
            applier
                .apply(
                    client,
                    Applier.Api.SHARED,
                    request.claim(),
                    StorageClasses.etcd(request.claim()))
                .outcome());
  }

  @Override
  public PkiObserved ensurePki(PkiRequest request) {
    return hosts.use(
        request.karmada().host(),
        client -> new PkiStep(applier).ensure(client, request, clock.instant()));
  }

  @Override
  public StepOutcome ensureComponent(ComponentRequest request) {
    Host host = new Host(request.karmada().namespace(), request.spec(), request.claim());
    return hosts.use(
        request.karmada().host(),
        client -> {
          if (request.component() == Component.ETCD) {
            EtcdLeftovers.refuse(client, host);
          }
          return applier.apply(
              client,
              Applier.Api.SHARED,
              request.claim(),
              Components.objects(request.component(), host));
        });
  }

  @Override
  public Awaited<ComponentObserved> awaitComponent(ComponentWait wait) {
    KarmadaRef karmada = wait.karmada();
    return Waits.settle(
        wait.patience(),
        hosts.use(
            karmada.host(), client -> Rollout.look(client, karmada.namespace(), wait.component())));
  }

  @Override
  public CrdsObserved ensureCrds(CrdsRequest request) {
    return KubernetesFailures.translating(
        "the archive of Karmada's definitions", () -> applyCrds(request));
  }

  private CrdsObserved applyCrds(CrdsRequest request) {
    CrdDownload.Fetched fetched = download.fetch(request.url(), request.sha256());
    return karmadas.use(
        request.karmada(),
        api -> {
          List<GenericKubernetesResource> definitions =
              fetched.archive().definitions(registration(request.karmada(), api.caPem()));
          for (GenericKubernetesResource definition : definitions) {
            definition
                .getMetadata()
                .setAnnotations(with(definition.getMetadata().getAnnotations(), fetched.sha256()));
          }
          applier.apply(api.client(), Applier.Api.OURS, request.claim(), definitions);
          return new CrdsObserved(fetched.sha256(), definitions.size());
        });
  }

  @Override
  public Awaited<CrdsObserved> awaitCrds(CrdsWait wait) {
    return Waits.settle(
        wait.patience(),
        karmadas.look(wait.karmada(), api -> PlaneGates.crds(api, wait.applied())));
  }

  @Override
  public StepOutcome ensureRegistration(KarmadaRequest request) {
    return karmadas.use(
        request.karmada(),
        api ->
            applier.apply(
                api.client(),
                Applier.Api.OURS,
                request.claim(),
                registration(request.karmada(), api.caPem()).objects()));
  }

  @Override
  public Awaited<KarmadaRef> awaitRegistration(KarmadaWait wait) {
    return Waits.settle(
        wait.patience(),
        karmadas.look(wait.karmada(), api -> PlaneGates.registration(api, wait.karmada())));
  }

  @Override
  public StepOutcome ensureRbac(KarmadaRequest request) {
    KarmadaRef karmada = request.karmada();
    String server = "https://" + karmada.address() + ":" + karmada.port();
    return karmadas.use(
        karmada,
        api ->
            applier.apply(
                api.client(),
                Applier.Api.OURS,
                request.claim(),
                Rbac.objects(server, api.caPem())));
  }

  @Override
  public Awaited<KarmadaRef> awaitKarmada(KarmadaWait wait) {
    return Waits.settle(
        wait.patience(),
        karmadas.look(wait.karmada(), api -> PlaneGates.works(api, wait.karmada())));
  }

  @Override
  public StepOutcome deleteKarmada(KarmadaRemoval request) {
    return removal.start(request);
  }

  @Override
  public Awaited<StepOutcome> awaitKarmadaGone(KarmadaRemovalWait wait) {
    return Waits.settle(wait.patience(), removal.look(wait));
  }

  private static Registration registration(KarmadaRef karmada, String caPem) {
    return new Registration(karmada.namespace(), caPem);
  }

  private static Map<String, String> with(Map<String, String> annotations, String sha256) {
    Map<String, String> more = annotations == null ? new TreeMap<>() : new TreeMap<>(annotations);
    more.put(PlaneGates.DIGEST, sha256);
    return more;
  }
}
