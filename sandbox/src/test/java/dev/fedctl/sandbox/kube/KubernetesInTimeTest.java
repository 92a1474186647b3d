package dev.fedctl.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fedctl.sandbox.kube.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What controllers and caches do after a request, as their time goes by. */
class KubernetesInTimeTest {

  private static final String PARENT = KubernetesUnderTest.PARENT;
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final String THINGS = "/apis/a.example/v1/things";

  private final KubernetesUnderTest cloud = new KubernetesUnderTest();
  private final RawApi api =
      new RawApi(cloud.endpoint(PARENT).endpoint(), cloud.endpoint(PARENT).certificateAuthority());

  @AfterEach
  void close() {
    api.close();
    cloud.close();
  }

  @Test
  void definitionIsEstablishedAfterItsNamesAreAccepted() {
    define();

    assertThat(definition().at("/status/conditions").isNull()).isTrue();
    assertThat(api.send(good(), "GET " + THINGS).text()).isEqualTo("404 page not found\n");
    cloud.advance(1);
    assertThat(conditions()).containsExactly("NamesAccepted True", "Established True");
  }

  @Test
  void firstListOfACustomResourceMeetsAnEmptyCache() {
    define();
    cloud.advance(5);

    RawApi.Answer first = api.send(good(), "GET " + THINGS);
    assertThat(first.outcome()).isEqualTo("429 TooManyRequests");
    assertThat(Trees.text(first.tree(), "message")).isEqualTo("storage is (re)initializing");
    assertThat(first.header("retry-after")).isEqualTo("1");
    assertThat(api.send(good(), "GET " + THINGS + "?limit=5").code()).isEqualTo(200);
    assertThat(api.send(good(), "GET " + THINGS + "/none").outcome()).isEqualTo("404 NotFound");
    cloud.advance(1);
    assertThat(api.send(good(), "GET " + THINGS).code()).isEqualTo(200);
  }

  @Test
  void pageTokenIsGoodForFiveMinutes() {
    for (String name : List.of("a", "b", "c")) {
      api.send(good(), "POST " + MAPS + " {\"metadata\":{\"name\":\"" + name + "\"}}");
    }
    String token =
        api.send(good(), "GET " + MAPS + "?limit=1").tree().at("/metadata/continue").asText();
    String next = "GET " + MAPS + "?limit=1&continue=" + token;

    cloud.advance(300);
    assertThat(api.send(good(), next).tree().at("/items/0/metadata/name").asText()).isEqualTo("b");
    cloud.advance(1);
    assertThat(api.send(good(), next).outcome()).isEqualTo("410 Expired");
  }

  @Test
  void namespaceEndsWhenEverythingInItHas() {
    api.send(good(), "POST /api/v1/namespaces {\"metadata\":{\"name\":\"old\"}}");
    String maps = "/api/v1/namespaces/old/configmaps";
    api.send(good(), "POST " + maps + " {\"metadata\":{\"name\":\"free\"}}");
    api.send(
        good(),
        "POST " + maps + " {\"metadata\":{\"name\":\"held\",\"finalizers\":[\"a.example/hold\"]}}");

    api.send(good(), "DELETE /api/v1/namespaces/old");

    assertThat(api.send(good(), "GET " + maps + "/free").code()).isEqualTo(404);
    assertThat(
            api.send(good(), "GET " + maps + "/held")
                .tree()
                .at("/metadata/deletionTimestamp")
                .asText())
        .isNotEmpty();
    assertThat(api.send(good(), "GET /api/v1/namespaces/old").tree().at("/status/phase").asText())
        .isEqualTo("Terminating");
    assertThat(
            api.send(good(), "POST /api/v1/namespaces {\"metadata\":{\"name\":\"old\"}}").outcome())
        .isEqualTo("409 AlreadyExists");
    api.send(good(), "PATCH:merge " + maps + "/held {\"metadata\":{\"finalizers\":null}}");
    assertThat(api.send(good(), "GET /api/v1/namespaces/old").code()).isEqualTo(404);
  }

  @Test
  void dependentsGoWithTheirOwnerUnlessItOrphansThem() {
    for (String policy : List.of("Background", "Foreground", "Orphan")) {
      String owner =
          api.send(good(), "POST " + MAPS + " {\"metadata\":{\"name\":\"owner\"}}")
              .tree()
              .at("/metadata/uid")
              .asText();
      api.send(
          good(),
          "POST "
              + MAPS
              + " {\"metadata\":{\"name\":\"child\",\"ownerReferences\":[{\"apiVersion\":\"v1\",\"kind\":"
              + "\"ConfigMap\",\"name\":\"owner\",\"uid\":\""
              + owner
              + "\"}]}}");

      api.send(good(), "DELETE " + MAPS + "/owner {\"propagationPolicy\":\"" + policy + "\"}");

      RawApi.Answer child = api.send(good(), "GET " + MAPS + "/child");
      assertThat(child.code()).as(policy).isEqualTo(policy.equals("Orphan") ? 200 : 404);
      assertThat(child.tree().at("/metadata/ownerReferences/0").isMissingNode()).isTrue();
      assertThat(api.send(good(), "GET " + MAPS + "/owner").code()).isEqualTo(404);
    }
  }

  @Test
  void thingsOfNearNamesStayApart() {
    for (String name : List.of("a", "a-1", "a.1", "aa")) {
      api.send(good(), "POST " + MAPS + " {\"metadata\":{\"name\":\"" + name + "\"}}");
    }
    api.send(good(), "POST /api/v1/namespaces {\"metadata\":{\"name\":\"default-1\"}}");
    api.send(
        good(), "POST /api/v1/namespaces/default-1/configmaps {\"metadata\":{\"name\":\"a\"}}");

    api.send(good(), "DELETE " + MAPS + "/a");

    assertThat(names("GET " + MAPS)).containsExactly("a-1", "a.1", "aa", "kube-root-ca.crt");
    assertThat(names("GET /api/v1/namespaces/default-1/configmaps"))
        .containsExactly("a", "kube-root-ca.crt");
  }

  private List<String> names(String ask) {
    List<String> names = new ArrayList<>();
    api.send(good(), ask)
        .tree()
        .path("items")
        .forEach(item -> names.add(item.at("/metadata/name").asText()));
    return names;
  }

  private void define() {
    api.send(
        good(),
        "POST "
            + CRDS
            + " {\"metadata\":{\"name\":\"things.a.example\"},\"spec\":{\"group\":\"a.example\",\"scope\":"
            + "\"Cluster\",\"names\":{\"plural\":\"things\",\"kind\":\"Thing\"},\"versions\":[{\"name\":\"v1\","
            + "\"served\":true,\"storage\":true,\"schema\":{\"openAPIV3Schema\":{\"type\":\"object\"}}}]}}");
  }

  private JsonNode definition() {
    return api.send(good(), "GET " + CRDS + "/things.a.example").tree();
  }

  private List<String> conditions() {
    List<String> conditions = new ArrayList<>();
    definition()
        .at("/status/conditions")
        .forEach(
            one -> conditions.add(one.path("type").asText() + " " + one.path("status").asText()));
    return conditions;
  }

  private static String good() {
    return "Bearer " + KubernetesUnderTest.token(PARENT, PretendAws.SECRET);
  }
}
