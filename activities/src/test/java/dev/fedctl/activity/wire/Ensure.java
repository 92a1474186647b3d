package dev.fedctl.activity.wire;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.fedctl.activity.golden.Specs;
import dev.fedctl.contract.activity.DemoActivities;
import dev.fedctl.contract.activity.KarmadaActivities;
import dev.fedctl.contract.activity.KarmadaActivities.Component;
import dev.fedctl.contract.activity.LoadBalancerActivities;
import dev.fedctl.contract.activity.MembershipActivities;
import dev.fedctl.contract.activity.StepOutcome;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The steps that apply objects, each with one object of it that others can meddle with. */
// What the constants hold are lambdas that keep no state of their own.
@SuppressWarnings("ImmutableEnumChecker")
enum Ensure {
  LOAD_BALANCER(
      cloud -> {},
      cloud ->
          cloud.activity(LoadBalancerActivities.class).ensureLoadBalancer(cloud.loadBalancer()),
      Place.HOST,
      "v1 services Service karmada-system karmada-service-loadbalancer",
      "{\"spec\":{\"selector\":{\"app\":\"other\"}}}",
      "spec selector app"),
  STORAGE_CLASS(
      cloud -> {},
      cloud -> cloud.activity(KarmadaActivities.class).ensureStorageClass(cloud.storageClass()),
      Place.HOST,
      "storage.k8s.io/v1 storageclasses StorageClass - ebs-sc",
      "{\"allowVolumeExpansion\":false}",
      "allowVolumeExpansion"),
  PKI(
      WireCloud::named,
      cloud -> cloud.activity(KarmadaActivities.class).ensurePki(cloud.pki()).outcome(),
      Place.HOST,
      "v1 secrets Secret karmada-system etcd-cert",
      "{\"data\":{\"etcd-ca.crt\":\"b3RoZXI=\"}}",
      "data etcd-ca.crt"),
  ETCD(Component.ETCD, "apps/v1 statefulsets StatefulSet karmada-system etcd"),
  API_SERVER(
      Component.API_SERVER, "apps/v1 deployments Deployment karmada-system karmada-apiserver"),
  AGGREGATED_API_SERVER(
      Component.AGGREGATED_API_SERVER,
      "apps/v1 deployments Deployment karmada-system karmada-aggregated-apiserver"),
  KUBE_CONTROLLER_MANAGER(
      Component.KUBE_CONTROLLER_MANAGER,
      "apps/v1 deployments Deployment karmada-system kube-controller-manager"),
  CONTROLLER_MANAGER(
      Component.CONTROLLER_MANAGER,
      "apps/v1 deployments Deployment karmada-system karmada-controller-manager"),
  SCHEDULER(Component.SCHEDULER, "apps/v1 deployments Deployment karmada-system karmada-scheduler"),
  WEBHOOK(Component.WEBHOOK, "apps/v1 deployments Deployment karmada-system karmada-webhook"),
  CRDS(
      WireCloud::running,
      cloud -> {
        cloud.activity(KarmadaActivities.class).ensureCrds(cloud.crds());
        return StepOutcome.UNCHANGED;
      },
      Place.KARMADA,
      "apiextensions.k8s.io/v1 customresourcedefinitions CustomResourceDefinition -"
          + " works.work.karmada.io",
      "{\"metadata\":{\"annotations\":{\"fedctl.dev/resource\":\"other\"}}}",
      "metadata annotations fedctl.dev/resource"),
  REGISTRATION(
      WireCloud::running,
      cloud ->
          cloud.activity(KarmadaActivities.class).ensureRegistration(cloud.request("registration")),
      Place.KARMADA,
      "apiregistration.k8s.io/v1 apiservices APIService - v1alpha1.cluster.karmada.io",
      "{\"spec\":{\"groupPriorityMinimum\":1}}",
      "spec groupPriorityMinimum"),
  WEBHOOK_TABLE(
      WireCloud::running,
      cloud ->
          cloud.activity(KarmadaActivities.class).ensureRegistration(cloud.request("registration")),
      Place.KARMADA,
      "admissionregistration.k8s.io/v1 validatingwebhookconfigurations"
          + " ValidatingWebhookConfiguration - validating-config",
      "{\"metadata\":{\"annotations\":{\"fedctl.dev/resource\":\"other\"}}}",
      "metadata annotations fedctl.dev/resource"),
  RBAC(
      WireCloud::running,
      cloud -> cloud.activity(KarmadaActivities.class).ensureRbac(cloud.request("rbac")),
      Place.KARMADA,
      "rbac.authorization.k8s.io/v1 clusterroles ClusterRole - karmada-view",
      "{\"metadata\":{\"labels\":{\"rbac.authorization.k8s.io/aggregate-to-view\":\"no\"}}}",
      "metadata labels rbac.authorization.k8s.io/aggregate-to-view"),
  JOINED(
      WireCloud::withMember,
      cloud -> cloud.activity(MembershipActivities.class).ensureJoined(cloud.join()).outcome(),
      Place.KARMADA,
      "v1 secrets Secret karmada-cluster guidance-member-1",
      "{\"data\":{\"token\":\"b3RoZXI=\"}}",
      "data token"),
  MEMBER_ACCOUNT(
      WireCloud::withMember,
      cloud -> cloud.activity(MembershipActivities.class).ensureJoined(cloud.join()).outcome(),
      Place.MEMBER,
      "v1 serviceaccounts ServiceAccount karmada-cluster karmada-guidance-member-1",
      "{\"metadata\":{\"labels\":{\"karmada.io/system\":\"no\"}}}",
      "metadata labels karmada.io/system"),
  DEMO(
      WireCloud::joined,
      cloud -> cloud.activity(DemoActivities.class).ensureDemo(cloud.demo()),
      Place.KARMADA,
      "apps/v1 deployments Deployment karmada-demo karmada-demo-nginx",
      "{\"spec\":{\"replicas\":7}}",
      "spec replicas");

  /** Whose API the object is in. */
  enum Place {
    HOST,
    MEMBER,
    KARMADA
  }

  private final Consumer<WireCloud> before;
  private final Function<WireCloud, StepOutcome> step;
  private final Place place;
  private final List<String> object;
  private final String meddling;
  private final String field;

  Ensure(
      Consumer<WireCloud> before,
      Function<WireCloud, StepOutcome> step,
      Place place,
      String object,
      String meddling,
      String field) {
    this.before = before;
    this.step = step;
    this.place = place;
    this.object = List.of(object.split(" "));
    this.meddling = meddling;
    this.field = field;
  }

  /** A component: its workload. */
  Ensure(Component component, String object) {
    this(
        cloud -> {
          KarmadaActivities activities = cloud.activity(KarmadaActivities.class);
          activities.ensureStorageClass(cloud.storageClass());
          activities.ensurePki(cloud.pki());
        },
        cloud ->
            cloud.activity(KarmadaActivities.class).ensureComponent(cloud.component(component)),
        Place.HOST,
        object,
        "{\"spec\":{\"replicas\":7}}",
        "spec replicas");
  }

  /** Brings the world to where this step begins. */
  void prepare(WireCloud cloud) {
    before.accept(cloud);
  }

  StepOutcome run(WireCloud cloud) {
    return step.apply(cloud);
  }

  Place place() {
    return place;
  }

  /** Whether others may have things in this API, so that a name alone proves nothing. */
  boolean meetsStrangers() {
    return place != Place.KARMADA || this == DEMO;
  }

  /** The object's resource, as calls name it. */
  String resource() {
    return object.get(1);
  }

  String kind() {
    return object.get(2);
  }

  String objectName() {
    return object.get(4);
  }

  /** The object as the API shows it; null when it is not there. */
  @Nullable GenericKubernetesResource look(WireCloud cloud) {
    return in(cloud, client -> handle(client).get());
  }

  /** The value of the field that {@link #meddle} changes. */
  Object value(WireCloud cloud) {
    GenericKubernetesResource found = Objects.requireNonNull(look(cloud));
    Object value = GenericKubernetesResource.get(asMap(found), (Object[]) field.split(" "));
    return Objects.requireNonNull(value, field);
  }

  private static Map<String, Object> asMap(GenericKubernetesResource found) {
    return Serialization.unmarshal(Serialization.asJson(found), new TypeReference<>() {});
  }

  /** Somebody else changes the object. */
  void meddle(WireCloud cloud) {
    patch(cloud, meddling);
  }

  /** Somebody else changes the object by a JSON merge patch. */
  void patch(WireCloud cloud, String merge) {
    in(cloud, client -> handle(client).patch(PatchContext.of(PatchType.JSON_MERGE), merge));
  }

  /** Somebody deletes the object. */
  void delete(WireCloud cloud) {
    in(cloud, client -> handle(client).delete());
  }

  private <T> T in(WireCloud cloud, Function<KubernetesClient, T> body) {
    return switch (place) {
      case HOST -> cloud.in(Specs.PARENT, body);
      case MEMBER -> cloud.in(WireCloud.member(), body);
      case KARMADA -> cloud.inKarmada(body);
    };
  }

  private Resource<GenericKubernetesResource> handle(KubernetesClient client) {
    int slash = object.get(0).indexOf('/');
    boolean namespaced = !object.get(3).equals("-");
    var kind =
        client.genericKubernetesResources(
            new ResourceDefinitionContext.Builder()
                .withGroup(slash < 0 ? "" : object.get(0).substring(0, slash))
                .withVersion(object.get(0).substring(slash + 1))
                .withPlural(object.get(1))
                .withKind(object.get(2))
                .withNamespaced(namespaced)
                .build());
    return namespaced
        ? kind.inNamespace(object.get(3)).withName(object.get(4))
        : kind.withName(object.get(4));
  }
}
