package dev.fedctl.contract.plan;

import static dev.fedctl.contract.plan.Step.Skip.NEVER;
import static dev.fedctl.contract.plan.Step.Skip.POSSIBLE;

import java.time.Duration;

/**
 * Every step there is: the smallest thing that an operator sees and retries. Durations are those
 * that EKS and Karmada usually take; they steer when a wait looks, they bound nothing.
 */
public enum Step {
  IDENTITY("identity", "find who we are and where", 1, NEVER),
  NETWORK("network", "find the VPC and its subnets", 1, NEVER),
  KUBERNETES_VERSION("kubernetes-version", "settle the Kubernetes version", 1, NEVER),
  INSTANCE_TYPES("instance-types", "choose instance types", 1, NEVER),
  ROLE_CLUSTER("role-cluster", "IAM role of the control planes", 10, NEVER),
  ROLE_NODE("role-node", "IAM role of the nodes", 10, NEVER),
  ROLE_EBS_CSI("role-ebs-csi", "IAM role of the EBS CSI driver", 10, NEVER),

  CONTROL_PLANE("control-plane", "EKS control plane", 600, NEVER),
  ACCESS("access", "access entries", 5, NEVER),
  LAUNCH_TEMPLATE("launch-template", "launch template of the nodes", 1, NEVER),
  ADDON_VPC_CNI("addon-vpc-cni", "add-on vpc-cni", 30, NEVER),
  ADDON_KUBE_PROXY("addon-kube-proxy", "add-on kube-proxy", 30, NEVER),
  ADDON_POD_IDENTITY("addon-pod-identity", "add-on eks-pod-identity-agent", 30, NEVER),
  NODE_GROUP("node-group", "managed node group", 110, NEVER),
  ADDON_COREDNS("addon-coredns", "add-on coredns", 30, NEVER),
  ADDON_METRICS_SERVER("addon-metrics-server", "add-on metrics-server", 30, POSSIBLE),

  EBS_CSI("ebs-csi", "add-on aws-ebs-csi-driver", 30, NEVER),
  STORAGE_CLASS("storage-class", "storage class of etcd", 1, NEVER),
  LOAD_BALANCER("load-balancer", "load balancer of Karmada's API", 5, NEVER),
  PKI("pki", "certificates of Karmada", 2, NEVER),
  ETCD("etcd", "Karmada's etcd", 37, NEVER),
  API_SERVER("api-server", "Karmada's API servers", 34, NEVER),
  ENDPOINT("endpoint", "Karmada's API through the load balancer", 60, NEVER),
  AGGREGATED_API_SERVER("aggregated-api-server", "Karmada's aggregated API servers", 12, NEVER),
  CRDS("crds", "Karmada's custom resource definitions", 1, NEVER),
  REGISTRATION("registration", "webhook configurations and the Cluster API", 4, NEVER),
  RBAC("rbac", "Karmada's roles and cluster-info", 1, NEVER),
  CONTROLLERS("controllers", "Karmada's controllers, scheduler and webhook", 12, NEVER),
  KARMADA_VERIFY("verify", "proof that Karmada works", 1, POSSIBLE),

  JOIN("join", "join to Karmada", 10, NEVER),
  MEMBER_VERIFY("verify", "proof that Karmada reaches the member", 3, POSSIBLE),

  DEMO("deploy", "demo workload, divided and proven", 11, POSSIBLE),

  LEAVE("leave", "leave Karmada", 10, POSSIBLE),
  REMOVE_KARMADA("remove", "remove Karmada, its load balancer and volumes", 60, POSSIBLE),
  REMOVE_WORKLOADS(
      "remove-workloads", "remove load balancers and volumes of workloads", 60, POSSIBLE),
  REMOVE_NODE_GROUP("remove-node-group", "remove the managed node group", 180, POSSIBLE),
  REMOVE_CONTROL_PLANE("remove-control-plane", "remove the EKS control plane", 240, POSSIBLE),
  REMOVE_LEFTOVERS("remove-leftovers", "remove what its controllers have left", 30, POSSIBLE),
  REMOVE_LAUNCH_TEMPLATE("remove-launch-template", "remove the launch template", 1, POSSIBLE),
  REMOVE_REST("remove-rest", "remove what nobody knew of", 30, NEVER),
  REMOVE_ROLES("remove-roles", "remove the IAM roles", 5, POSSIBLE),
  SWEEP("sweep", "proof that nothing is left", 30, NEVER);

  /** Whether an operator may leave a step out. */
  public enum Skip {
    NEVER,
    POSSIBLE
  }

  private final String slug;
  private final String title;
  private final Duration expected;
  private final Skip skip;

  Step(String slug, String title, int expectedSeconds, Skip skip) {
    this.slug = slug;
    this.title = title;
    this.expected = Duration.ofSeconds(expectedSeconds);
    this.skip = skip;
  }

  /** {@code <scope>/<slug>}: unique in a federation, and the logical id of what the step makes. */
  public String id(String scope) {
    return scope + "/" + slug;
  }

  public String title() {
    return title;
  }

  public Duration expected() {
    return expected;
  }

  public boolean isSkippable() {
    return skip == POSSIBLE;
  }
}
