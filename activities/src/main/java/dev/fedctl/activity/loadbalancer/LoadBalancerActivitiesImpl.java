package dev.fedctl.activity.loadbalancer;

import dev.fedctl.activity.Look;
import dev.fedctl.activity.Waits;
import dev.fedctl.activity.kubernetes.Applier;
import dev.fedctl.activity.kubernetes.ClusterApis;
import dev.fedctl.activity.kubernetes.Events;
import dev.fedctl.contract.activity.Awaited;
import dev.fedctl.contract.activity.KarmadaRef;
import dev.fedctl.contract.activity.LoadBalancerActivities;
import dev.fedctl.contract.activity.StepOutcome;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;

/** {@link LoadBalancerActivities} by a Service of the host. */
public final class LoadBalancerActivitiesImpl implements LoadBalancerActivities {

  private static final String ADVICE =
      "look at the events of Service \"" + LoadBalancerObjects.SERVICE + "\", then retry";

  private final ClusterApis hosts;
  private final Applier applier;
  private final EndpointGate gate;

  public LoadBalancerActivitiesImpl(ClusterApis hosts, Applier applier, EndpointGate gate) {
    this.hosts = hosts;
    this.applier = applier;
    this.gate = gate;
  }

  @Override
  public StepOutcome ensureLoadBalancer(LoadBalancerRequest request) {
    return hosts.use(
        request.host(),
        client ->
            applier.apply(
                client, Applier.Api.SHARED, request.claim(), LoadBalancerObjects.of(request)));
  }

  @Override
  public Awaited<KarmadaRef> awaitLoadBalancerName(LoadBalancerWait wait) {
    return Waits.settle(
        wait.patience(),
        hosts
            .use(wait.host(), client -> name(client, wait))
            .then(
                name ->
                    Look.ready(new KarmadaRef(wait.host(), wait.namespace(), name, wait.port()))));
  }

  @Override
  public Awaited<EndpointObserved> awaitEndpoint(EndpointWait wait) {
    return Waits.settle(wait.patience(), gate.look(wait));
  }

  private static Look<String> name(KubernetesClient client, LoadBalancerWait wait) {
    Service service =
        client.services().inNamespace(wait.namespace()).withName(LoadBalancerObjects.SERVICE).get();
    if (service == null) {
      return Look.notYet("the load balancer's Service does not exist", ADVICE);
    }
    return hostname(service)
        .map(Look::ready)
        .orElseGet(
            () -> Look.notYet("the load balancer has no name yet" + why(client, wait), ADVICE));
  }

  private static String why(KubernetesClient client, LoadBalancerWait wait) {
    return Waits.isOverdue(wait.patience())
        ? Events.latestWarning(client, wait.namespace(), "Service", LoadBalancerObjects.SERVICE)
            .map(warning -> " (" + warning + ")")
            .orElse("")
        : "";
  }

  private static Optional<String> hostname(Service service) {
    if (service.getStatus() == null || service.getStatus().getLoadBalancer() == null) {
      return Optional.empty();
    }
    List<LoadBalancerIngress> ingress = service.getStatus().getLoadBalancer().getIngress();
    return ingress == null
        ? Optional.empty()
        : ingress.stream().map(LoadBalancerIngress::getHostname).filter(n -> n != null).findFirst();
  }
}
