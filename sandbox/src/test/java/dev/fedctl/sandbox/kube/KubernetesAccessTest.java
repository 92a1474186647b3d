package dev.fedctl.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultRule;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who gets into an API server, and as far as what. */
class KubernetesAccessTest {

  private static final String PARENT = KubernetesUnderTest.PARENT;
  private static final String LOOK = "GET /api/v1/namespaces/default/configmaps";

  private final KubernetesUnderTest cloud =
      new KubernetesUnderTest(
          new FaultRule(
              "k8s:list secrets", Optional.empty(), 0, 1, Duration.ZERO, new Fault.Throttle()));
  private final RawApi api =
      new RawApi(cloud.endpoint(PARENT).endpoint(), cloud.endpoint(PARENT).certificateAuthority());

  @AfterEach
  void close() {
    api.close();
    cloud.close();
  }

  /** Credentials that no cluster takes, or not this one. */
  enum Bad {
    GARBAGE("Bearer k8s-aws-v1.nonsense"),
    FORGED_ACCOUNT("Bearer eyJhbGciOiJFUzI1NiJ9.e30.AAAA"),
    WRONG_SECRET(bearer(KubernetesUnderTest.token(PARENT, "guessed"))),
    OTHER_CLUSTER(bearer(KubernetesUnderTest.token("other", PretendAws.SECRET))),
    NEAR_NAME(bearer(KubernetesUnderTest.token(PARENT + "-1", PretendAws.SECRET))),
    OTHER_HEADER(
        bearer(
            KubernetesUnderTest.token(
                "x-k8s-aws-name", PARENT, PretendAws.SECRET, Clock.systemUTC()))),
    EXPIRED(bearer(made(-Duration.ofMinutes(16).toSeconds()))),
    FROM_THE_FUTURE(bearer(made(Duration.ofMinutes(6).toSeconds())));

    private final String authorization;

    Bad(String authorization) {
      this.authorization = authorization;
    }

    private static String made(long seconds) {
      Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
      return KubernetesUnderTest.token("x-k8s-aws-id", PARENT, PretendAws.SECRET, clock);
    }
  }

  @ParameterizedTest
  @EnumSource
  void badCredentialsAreNotKnown(Bad bad) {
    RawApi.Answer answer = api.send(bad.authorization, LOOK);

    assertThat(answer.outcome()).isEqualTo("401 Unauthorized");
    assertThat(Trees.text(answer.tree(), "message")).isEqualTo("Unauthorized");
  }

  @Test
  void tokensExpireInRealTimeWhateverTheDrivenClockSays() {
    String token = good();
    cloud.advance(Duration.ofDays(30).toSeconds());

    assertThat(api.send(token, LOOK).code()).isEqualTo(200);
  }

  @Test
  void nobodyIsAnonymousAndMayLittle() {
    assertThat(Trees.text(api.send("", LOOK).tree(), "message"))
        .isEqualTo(
            "configmaps is forbidden: User \"system:anonymous\" cannot list resource"
                + " \"configmaps\" in API group \"\" in the namespace \"default\"");
    assertThat(api.send("", "GET /readyz").code()).isEqualTo(200);
    assertThat(Trees.text(api.send("", "GET /api").tree(), "message"))
        .isEqualTo("forbidden: User \"system:anonymous\" cannot get path \"/api\"");
  }

  @Test
  void principalWithoutAccessEntryIsNotKnown() {
    cloud.aws.strangers.add(PARENT);

    assertThat(api.send(good(), LOOK).outcome()).isEqualTo("401 Unauthorized");
  }

  @Test
  void accessEntryWithoutPolicyMayDoNothing() {
    cloud.aws.policies.clear();

    RawApi.Answer answer = api.send(good(), LOOK);

    assertThat(answer.outcome()).isEqualTo("403 Forbidden");
    assertThat(Trees.text(answer.tree(), "message"))
        .startsWith(
            "configmaps is forbidden: User"
                + " \"arn:aws:sts::111122223333:assumed-role/fedctl-worker/rehearsal\" cannot list");
    assertThat(Trees.text(answer.tree(), "details", "kind")).isEqualTo("configmaps");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AmazonEKSViewPolicy|GET /api/v1/namespaces/default/configmaps|200",
        "AmazonEKSViewPolicy|GET /api/v1/namespaces/default/secrets/none|403",
        "AmazonEKSViewPolicy|GET /api/v1/nodes|403",
        "AmazonEKSViewPolicy|DELETE /api/v1/namespaces/default/configmaps/none|403",
        "AmazonEKSAdminViewPolicy|GET /api/v1/namespaces/default/secrets/none|404",
        "AmazonEKSAdminViewPolicy|DELETE /api/v1/namespaces/default/secrets/none|403",
        "AmazonEKSEditPolicy|DELETE /api/v1/namespaces/default/secrets/none|404",
        "AmazonEKSEditPolicy|GET /apis/rbac.authorization.k8s.io/v1/namespaces/default/roles|403",
        "AmazonEKSAdminPolicy|GET /apis/rbac.authorization.k8s.io/v1/namespaces/default/roles|200",
        "AmazonEKSAdminPolicy|GET /apis/storage.k8s.io/v1/storageclasses|403",
        "AmazonEKSClusterAdminPolicy|GET /apis/storage.k8s.io/v1/storageclasses|200",
        "AmazonEKSUnheardOfPolicy|GET /api/v1/namespaces/default/configmaps|403"
      })
  void policiesAllowWhatTheySay(String policy, String ask, int code) {
    cloud.aws.policies.clear();
    cloud.aws.policies.add("arn:aws:eks::aws:cluster-access-policy/" + policy);

    assertThat(api.send(good(), ask).code()).isEqualTo(code);
  }

  @Test
  void rolesHoldInTheirNamespaceAndReviewsSaySo() {
    cloud.aws.policies.clear();
    cloud.aws.policies.add("arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy");
    String role = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/";
    api.send(
        good(),
        "POST /api/v1/namespaces/default/serviceaccounts {\"metadata\":{\"name\":\"reader\"}}");
    api.send(
        good(),
        "POST "
            + role
            + "roles {\"metadata\":{\"name\":\"reads\"},\"rules\":[{\"apiGroups\":[\"\"],\"resources\":"
            + "[\"configmaps\"],\"verbs\":[\"list\"]}]}");
    api.send(
        good(),
        "POST "
            + role
            + "rolebindings {\"metadata\":{\"name\":\"reads\"},\"roleRef\":{\"apiGroup\":"
            + "\"rbac.authorization.k8s.io\",\"kind\":\"Role\",\"name\":\"reads\"},\"subjects\":[{\"kind\":"
            + "\"ServiceAccount\",\"name\":\"reader\",\"namespace\":\"default\"}]}");
    String reader = reader(api);

    assertThat(api.send(reader, LOOK).code()).isEqualTo(200);
    assertThat(api.send(reader, "GET /api/v1/namespaces/kube-system/configmaps").outcome())
        .isEqualTo("403 Forbidden");
    assertThat(allowed(reader, "default")).isTrue();
    assertThat(allowed(reader, "kube-system")).isFalse();
  }

  @Test
  void tokenOfAnAccountIsGoodInItsClusterAlone() {
    api.send(
        good(),
        "POST /api/v1/namespaces/default/serviceaccounts {\"metadata\":{\"name\":\"reader\"}}");
    String reader = reader(api);
    cloud.cluster("other");
    try (RawApi other =
        new RawApi(
            cloud.endpoint("other").endpoint(), cloud.endpoint("other").certificateAuthority())) {
      other.send(
          bearer(KubernetesUnderTest.token("other", PretendAws.SECRET)),
          "POST /api/v1/namespaces/default/serviceaccounts {\"metadata\":{\"name\":\"reader\"}}");

      assertThat(api.send(reader, LOOK).outcome()).isEqualTo("403 Forbidden");
      assertThat(other.send(reader, LOOK).outcome()).isEqualTo("401 Unauthorized");
    }
    api.send(good(), "DELETE /api/v1/namespaces/default/serviceaccounts/reader");
    assertThat(api.send(reader, LOOK).outcome()).isEqualTo("401 Unauthorized");
  }

  @Test
  void throttledRequestSaysWhenToComeAgain() {
    RawApi.Answer answer = api.send(good(), "GET /api/v1/namespaces/default/secrets");

    assertThat(answer.outcome()).isEqualTo("429 TooManyRequests");
    assertThat(answer.header("retry-after")).isEqualTo("1");
    assertThat(answer.tree().at("/details/retryAfterSeconds").asInt()).isEqualTo(1);
  }

  private boolean allowed(String who, String namespace) {
    return api.send(
            who,
            "POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
                + " {\"spec\":{\"resourceAttributes\":{\"verb\":\"list\",\"resource\":\"configmaps\",\"namespace\":\""
                + namespace
                + "\"}}}")
        .tree()
        .at("/status/allowed")
        .asBoolean();
  }

  private static String reader(RawApi api) {
    return bearer(
        api.send(
                good(),
                "POST /api/v1/namespaces/default/serviceaccounts/reader/token {\"spec\":{}}")
            .tree()
            .at("/status/token")
            .asText());
  }

  private static String good() {
    return bearer(KubernetesUnderTest.token(PARENT, PretendAws.SECRET));
  }

  private static String bearer(String token) {
    return "Bearer " + token;
  }
}
