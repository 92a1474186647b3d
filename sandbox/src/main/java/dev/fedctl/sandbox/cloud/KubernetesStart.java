package dev.fedctl.sandbox.cloud;

import dev.fedctl.sandbox.kernel.Kernel;
import dev.fedctl.sandbox.wire.LoopbackHost;

/** Starts the Kubernetes half; the host closes the listeners that it opens there. */
@FunctionalInterface
public interface KubernetesStart {

  KubernetesSide start(Kernel kernel, AwsSide aws, LoopbackHost host);
}
