package dev.fedctl.sandbox.kube.auth;

import dev.fedctl.sandbox.aws.sigv4.BearerToken;
import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.cloud.ClusterId;
import dev.fedctl.sandbox.wire.WireRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Bearer tokens of IAM principals, and what the access policies of their entries allow. As EKS: a
 * principal without an entry is not known at all (401), one without a policy may do nothing (403).
 */
public final class AccessEntries implements Authenticator, Authorizer {

  /** In every partition. */
  private static final Pattern POLICY =
      Pattern.compile("arn:aws[a-z-]*:eks::aws:cluster-access-policy/");

  private static final List<String> LOOKS = List.of("get", "list", "watch");
  private static final List<String> CLUSTER_KINDS =
      List.of(
          "nodes",
          "persistentvolumes",
          "storageclasses",
          "clusterroles",
          "clusterrolebindings",
          "customresourcedefinitions",
          "apiservices");

  private final ClusterId cluster;
  private final AwsSide aws;

  public AccessEntries(ClusterId cluster, AwsSide aws) {
    this.cluster = cluster;
    this.aws = aws;
  }

  @Override
  public Optional<Outcome> authenticate(WireRequest request, Instant now) {
    return request
        .header("authorization")
        .filter(value -> value.startsWith("Bearer k8s-aws-v1."))
        .map(value -> new Outcome(user(value, request.arrivedAt(), now)));
  }

  // Tokens are security: their time is real, whatever the driven clock says.
  private Optional<User> user(String bearer, Instant real, Instant now) {
    String token = bearer.substring("Bearer ".length()).trim();
    return BearerToken.verify(token, cluster.name(), cluster.region(), aws::accessKey, real)
        .flatMap(key -> entry(key.iamArn(), now).map(entry -> user(entry, key.principalArn())));
  }

  private static User user(AwsSide.AccessEntry entry, String principal) {
    List<String> groups = new ArrayList<>(entry.groups());
    groups.add(User.AUTHENTICATED);
    String session = principal.substring(principal.lastIndexOf('/') + 1);
    return new User(entry.username().replace("{{SessionName}}", session), groups);
  }

  private Optional<AwsSide.AccessEntry> entry(String arn, Instant now) {
    return aws.accessEntries(cluster).stream()
        .filter(entry -> entry.principalArn().equals(arn) && !entry.effectiveFrom().isAfter(now))
        .findFirst();
  }

  @Override
  public boolean allows(User user, Wish wish, Instant now) {
    return aws.accessEntries(cluster).stream()
        .filter(entry -> !entry.effectiveFrom().isAfter(now) && matches(entry, user))
        .flatMap(entry -> entry.policyArns().stream())
        .anyMatch(policy -> allows(POLICY.matcher(policy).replaceFirst(""), wish));
  }

  private static boolean matches(AwsSide.AccessEntry entry, User user) {
    int variable = entry.username().indexOf("{{SessionName}}");
    return variable < 0
        ? entry.username().equals(user.name())
        : user.name().startsWith(entry.username().substring(0, variable));
  }

  private static boolean allows(String policy, Wish wish) {
    boolean looks = LOOKS.contains(wish.verb());
    boolean clusterWide = CLUSTER_KINDS.contains(wish.resource());
    boolean secret = wish.resource().equals("secrets");
    return switch (policy) {
      case "AmazonEKSClusterAdminPolicy" -> true;
      case "AmazonEKSAdminViewPolicy" -> looks;
      case "AmazonEKSAdminPolicy" -> !clusterWide && !wish.resource().isEmpty();
      case "AmazonEKSEditPolicy" ->
          !clusterWide && !wish.resource().isEmpty() && !wish.group().startsWith("rbac");
      case "AmazonEKSViewPolicy" -> looks && !clusterWide && !secret && !wish.resource().isEmpty();
      default -> false;
    };
  }
}
