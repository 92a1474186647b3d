package dev.fedctl.activity.karmada.plane;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.Base64;
import java.util.List;

/**
 * Who may do what in Karmada's API, and the public words with which an agent begins to trust it.
 */
public final class Rbac {

  private static final String API = "rbac.authorization.k8s.io";
  private static final String PUBLIC = "kube-public";
  private static final String SIGNER = "system:karmada:bootstrap-signer-clusterinfo";
  private static final String BOOTSTRAPPERS = "system:bootstrappers:karmada:default-cluster-token";
  private static final String APPROVER = "system:karmada:certificatesigningrequest:";
  private static final List<String> READ = List.of("get", "list", "watch");
  private static final List<String> WRITE =
      List.of("create", "update", "patch", "delete", "deletecollection");

  private Rbac() {}

  /**
   * In the order in which they are applied.
   *
   * @param server where the API is reached from outside
   * @param caPem its authority
   */
  public static List<HasMetadata> objects(String server, String caPem) {
    return List.of(
        aggregated("karmada-view", "view", READ),
        aggregated("karmada-edit", "edit", WRITE),
        role("cluster-proxy-admin", rule("cluster.karmada.io", "clusters/proxy", "*")),
        role("system:karmada:agent-rbac-generator", rule("*", "*", "*")),
        role(
            APPROVER + "autoapprover",
            rule("certificates.k8s.io", "certificatesigningrequests/clusteragent", "create")),
        role(
            APPROVER + "selfautoapprover",
            rule("certificates.k8s.io", "certificatesigningrequests/selfclusteragent", "create")),
        binding("cluster-proxy-admin", "cluster-proxy-admin", "User", "system:admin"),
        binding(
            "system:karmada:agent-rbac-generator",
            "system:karmada:agent-rbac-generator",
            "User",
            "system:karmada:agent:rbac-generator"),
        binding(
            "system:karmada:agent-bootstrap", "system:node-bootstrapper", "Group", BOOTSTRAPPERS),
        binding(
            "system:karmada:agent-autoapprove-bootstrap",
            APPROVER + "autoapprover",
            "Group",
            BOOTSTRAPPERS),
        binding(
            "system:karmada:agent-autoapprove-certificate-rotation",
            APPROVER + "selfautoapprover",
            "Group",
            "system:karmada:agents"),
        clusterInfo(server, caPem),
        new RoleBuilder()
            .withNewMetadata()
            .withName(SIGNER)
            .withNamespace(PUBLIC)
            .endMetadata()
            .addNewRule()
            .withApiGroups("")
            .withResources("configmaps")
            .withResourceNames("cluster-info")
            .withVerbs("get")
            .endRule()
            .build(),
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName(SIGNER)
            .withNamespace(PUBLIC)
            .endMetadata()
            .withNewRoleRef(API, "Role", SIGNER)
            .addNewSubject(API, "User", "system:anonymous", null)
            .build());
  }

  private static ClusterRole role(String name, PolicyRule rule) {
    return new ClusterRoleBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("karmada.io/system", "true")
        .endMetadata()
        .withRules(rule)
        .build();
  }

  /** Adds Karmada's kinds to one of the roles that every user knows. */
  private static ClusterRole aggregated(String name, String into, List<String> verbs) {
    return new ClusterRoleBuilder()
        .withNewMetadata()
        .withName(name)
        .addToAnnotations("rbac.authorization.kubernetes.io/autoupdate", "true")
        .addToLabels("karmada.io/system", "true")
        .addToLabels("kubernetes.io/bootstrapping", "rbac-defaults")
        .addToLabels("rbac.authorization.k8s.io/aggregate-to-" + into, "true")
        .endMetadata()
        .withRules(
            rule("autoscaling.karmada.io", verbs, "cronfederatedhpas", "federatedhpas"),
            rule("multicluster.x-k8s.io", verbs, "serviceexports", "serviceimports"),
            rule("networking.karmada.io", verbs, "multiclusteringresses", "multiclusterservices"),
            new PolicyRuleBuilder()
                .withApiGroups("policy.karmada.io")
                .withResources("overridepolicies", "propagationpolicies")
                .withVerbs(verbs)
                .build(),
            rule("work.karmada.io", verbs, "resourcebindings", "works"))
        .build();
  }

  private static PolicyRule rule(String group, String resource, String verb) {
    return new PolicyRuleBuilder()
        .withApiGroups(group)
        .withResources(resource)
        .withVerbs(verb)
        .build();
  }

  private static PolicyRule rule(
      String group, List<String> verbs, String resource, String another) {
    return new PolicyRuleBuilder()
        .withApiGroups(group)
        .withResources(resource, resource + "/status", another, another + "/status")
        .withVerbs(verbs)
        .build();
  }

  private static ClusterRoleBinding binding(
      String name, String role, String subjectKind, String subject) {
    return new ClusterRoleBindingBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("karmada.io/system", "true")
        .endMetadata()
        .withNewRoleRef(API, "ClusterRole", role)
        .addNewSubject(API, subjectKind, subject, null)
        .build();
  }

  /** karmadactl register reads it anonymously; kube-controller-manager signs it for every token. */
  private static ConfigMap clusterInfo(String server, String caPem) {
    String kubeconfig =
        """
        apiVersion: v1
        clusters:
        - cluster:
            certificate-authority-data: %s
            server: %s
          name: ""
        contexts: null
        current-context: ""
        kind: Config
        users: null
        """
            .formatted(Base64.getEncoder().encodeToString(caPem.getBytes(UTF_8)), server);
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("cluster-info")
        .withNamespace(PUBLIC)
        .endMetadata()
        .addToData("kubeconfig", kubeconfig)
        .build();
  }
}
