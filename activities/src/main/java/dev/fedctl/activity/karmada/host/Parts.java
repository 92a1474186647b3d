package dev.fedctl.activity.karmada.host;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import java.util.Map;

/** Small pieces of which the components' objects are built. */
final class Parts {

  private Parts() {}

  /**
   * A container with its share of a node: without requests, pods of the control plane would be the
   * first to go when a node runs out of memory.
   */
  static ContainerBuilder container(
      String name, String image, List<String> command, String cpu, String memory) {
    return new ContainerBuilder()
        .withName(name)
        .withImage(image)
        .withImagePullPolicy("IfNotPresent")
        .withCommand(command)
        .withNewResources()
        .addToRequests(Map.of("cpu", new Quantity(cpu), "memory", new Quantity(memory)))
        .endResources();
  }

  static Container withPort(Container container, String name, int port) {
    return new ContainerBuilder(container)
        .addNewPort()
        .withName(name)
        .withContainerPort(port)
        .withProtocol("TCP")
        .endPort()
        .build();
  }

  static EnvVar podIp() {
    return field("POD_IP", "status.podIP");
  }

  static EnvVar field(String name, String path) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewFieldRef()
        .withApiVersion("v1")
        .withFieldPath(path)
        .endFieldRef()
        .endValueFrom()
        .build();
  }

  static Volume secret(String name, String secret) {
    return new VolumeBuilder()
        .withName(name)
        .withNewSecret()
        .withSecretName(secret)
        .endSecret()
        .build();
  }

  static Volume config(String component) {
    return secret("karmada-config", component + "-config");
  }

  static Volume pki() {
    return secret("karmada-cert", "karmada-cert");
  }

  static VolumeMount mountedConfig() {
    return mount("karmada-config", Host.CONFIG);
  }

  static VolumeMount mountedPki() {
    return mount("karmada-cert", Host.PKI);
  }

  static VolumeMount mount(String volume, String path) {
    return new VolumeMountBuilder().withName(volume).withMountPath(path).withReadOnly(true).build();
  }

  static Probe probe(
      String scheme, String path, int port, int delay, int period, int timeout, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withScheme(scheme)
        .withPath(path)
        .withNewPort(port)
        .endHttpGet()
        .withInitialDelaySeconds(delay)
        .withPeriodSeconds(period)
        .withTimeoutSeconds(timeout)
        .withFailureThreshold(failures)
        .build();
  }

  /** A Service of type ClusterIP in front of the pods with these labels. */
  static ServiceBuilder service(Host host, String name, Map<String, String> selector) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(host.namespace())
        .addToLabels("karmada.io/bootstrapping", "service-defaults")
        .endMetadata()
        .withNewSpec()
        .withType("ClusterIP")
        .withSelector(selector)
        .endSpec();
  }

  static Service withPort(ServiceBuilder service, String name, int port, int target) {
    return service
        .editSpec()
        .addNewPort()
        .withName(name)
        .withProtocol("TCP")
        .withPort(port)
        .withNewTargetPort(target)
        .endPort()
        .endSpec()
        .build();
  }
}
