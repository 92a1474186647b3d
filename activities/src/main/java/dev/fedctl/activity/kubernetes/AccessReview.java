package dev.fedctl.activity.kubernetes;

import dev.fedctl.contract.activity.ClusterRef;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/** Whether the worker may do everything in a cluster, as the cluster itself says. */
public final class AccessReview {

  private final ClusterApis clusters;

  public AccessReview(ClusterApis clusters) {
    this.clusters = clusters;
  }

  /**
   * What is in the way; empty when nothing is. A refusal or no answer is a state here, not a
   * failure: an access entry takes some seconds, and so does the name of a new endpoint.
   */
  public Optional<String> obstacle(ClusterRef cluster) {
    SelfSubjectAccessReview question =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withGroup("*")
            .withResource("*")
            .withVerb("*")
            .endResourceAttributes()
            .endSpec()
            .build();
    try {
      SelfSubjectAccessReview answer =
          clusters.once(
              cluster,
              client -> client.authorization().v1().selfSubjectAccessReview().create(question));
      return answer.getStatus() != null && Boolean.TRUE.equals(answer.getStatus().getAllowed())
          ? Optional.empty()
          : Optional.of("the worker may not do everything yet");
    } catch (KubernetesClientException e) {
      return Optional.of("the Kubernetes API says: " + KubernetesFailures.brief(e));
    }
  }
}
