package dev.fedctl.activity.membership;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import java.util.List;

/** What a push join leaves in the member: two service accounts with lasting tokens, and a role. */
final class MemberObjects {

  static final String NAMESPACE = "karmada-cluster";
  static final String IMPERSONATOR = "karmada-impersonator";

  private static final String SYSTEM = "karmada.io/system";

  private MemberObjects() {}

  /** The service account as which Karmada works in the member, and the Secret of its token. */
  static String account(String cluster) {
    return "karmada-" + cluster;
  }

  /** In the order in which they are applied: a token's Secret dies without its account. */
  static List<HasMetadata> of(String cluster) {
    String role = "karmada-controller-manager:" + account(cluster);
    return List.of(
        namespace(),
        serviceAccount(IMPERSONATOR),
        token(IMPERSONATOR),
        serviceAccount(account(cluster)),
        new ClusterRoleBuilder()
            .withNewMetadata()
            .withName(role)
            .addToLabels(SYSTEM, "true")
            .endMetadata()
            .addNewRule()
            .withApiGroups("*")
            .withResources("*")
            .withVerbs("*")
            .endRule()
            .addNewRule()
            .withNonResourceURLs("*")
            .withVerbs("get")
            .endRule()
            .build(),
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName(role)
            .addToLabels(SYSTEM, "true")
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
            .addNewSubject(null, "ServiceAccount", account(cluster), NAMESPACE)
            .build(),
        token(account(cluster)));
  }

  /** The namespace of members' accounts here, and of members' Secrets in Karmada. */
  static Namespace namespace() {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(NAMESPACE)
        .addToLabels(SYSTEM, "true")
        .endMetadata()
        .build();
  }

  private static ServiceAccount serviceAccount(String name) {
    return new ServiceAccountBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(NAMESPACE)
        .addToLabels(SYSTEM, "true")
        .endMetadata()
        .build();
  }

  /** Karmada stores tokens and cannot renew them, so it needs one that does not end. */
  private static Secret token(String account) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(account)
        .withNamespace(NAMESPACE)
        .addToAnnotations("kubernetes.io/service-account.name", account)
        .endMetadata()
        .withType("kubernetes.io/service-account-token")
        .build();
  }
}
