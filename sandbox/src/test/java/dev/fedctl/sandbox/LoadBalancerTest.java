package dev.fedctl.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedctl.sandbox.cloud.AwsSide;
import dev.fedctl.sandbox.cloud.ClusterId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ResourceInUseException;

class LoadBalancerTest {

  private static final String NAME = "a0123456789abcdef0123456789abcde";

  private final CloudUnderTest cloud = new CloudUnderTest();
  private final ElasticLoadBalancingV2Client elb = cloud.elb();

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void loadBalancerIsProvisionedThenActive() {
    AwsSide.LoadBalancer made = ensure();

    assertThat(made.dnsName())
        .matches(NAME + "-[0-9a-f]{16}\\.elb\\.eu-north-1\\..*\\.sandbox\\.invalid");
    assertThat(shown().state().code()).isEqualTo(LoadBalancerStateEnum.PROVISIONING);
    cloud.advance(Duration.ofSeconds(150));
    assertThat(shown().state().code()).isEqualTo(LoadBalancerStateEnum.ACTIVE);
    assertThat(shown().availabilityZones()).hasSize(3);
    assertThat(shown().dnsName()).isEqualTo(made.dnsName());
  }

  @Test
  void askingTwiceMakesOne() {
    assertThat(ensure().arn()).isEqualTo(ensure().arn());
    assertThat(elb.describeLoadBalancers().loadBalancers()).hasSize(1);
    assertThat(cloud.sandbox.duplicates()).isEmpty();
  }

  @Test
  void tagsAndListenerAndTargetGroupBelongToIt() {
    String arn = ensure().arn();

    assertThat(elb.describeTags(r -> r.resourceArns(arn)).tagDescriptions().getFirst().tags())
        .anySatisfy(
            tag -> {
              assertThat(tag.key()).isEqualTo("kubernetes.io/service-name");
              assertThat(tag.value()).isEqualTo("karmada-system/karmada-apiserver");
            });
    String group =
        elb.describeTargetGroups(r -> r.loadBalancerArn(arn))
            .targetGroups()
            .getFirst()
            .targetGroupArn();
    assertThat(elb.describeListeners(r -> r.loadBalancerArn(arn)).listeners().getFirst())
        .satisfies(
            listener -> {
              assertThat(listener.port()).isEqualTo(32443);
              assertThat(listener.defaultActions().getFirst().targetGroupArn()).isEqualTo(group);
            });
    assertThat(elb.describeTargetHealth(r -> r.targetGroupArn(group)).targetHealthDescriptions())
        .isEmpty();
  }

  @Test
  void targetGroupInUseCannotBeDeletedBeforeItsLoadBalancer() {
    String arn = ensure().arn();
    String group =
        elb.describeTargetGroups(r -> r.loadBalancerArn(arn))
            .targetGroups()
            .getFirst()
            .targetGroupArn();

    assertThatThrownBy(() -> elb.deleteTargetGroup(r -> r.targetGroupArn(group)))
        .isInstanceOf(ResourceInUseException.class);
    elb.deleteLoadBalancer(r -> r.loadBalancerArn(arn));
    elb.deleteTargetGroup(r -> r.targetGroupArn(group));

    assertThatThrownBy(() -> elb.describeLoadBalancers(r -> r.names(NAME)))
        .isInstanceOf(LoadBalancerNotFoundException.class);
  }

  private LoadBalancer shown() {
    return elb.describeLoadBalancers(r -> r.names(NAME)).loadBalancers().getFirst();
  }

  private AwsSide.LoadBalancer ensure() {
    ClusterId cluster = cluster();
    AtomicReference<AwsSide.LoadBalancer> made = new AtomicReference<>();
    cloud.byController(
        effects ->
            made.set(
                cloud.aws.ensureLoadBalancer(
                    new AwsSide.LoadBalancerRequest(
                        cluster,
                        NAME,
                        false,
                        List.of(),
                        32443,
                        30443,
                        Map.of("kubernetes.io/service-name", "karmada-system/karmada-apiserver"),
                        List.of()),
                    effects)));
    return made.get();
  }

  private ClusterId cluster() {
    if (cloud.kubernetes.born.isEmpty()) {
      String trust =
          """
          {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
          "Principal":{"Service":"eks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
      String role =
          cloud
              .iam()
              .createRole(r -> r.roleName("cluster").assumeRolePolicyDocument(trust))
              .role()
              .arn();
      cloud
          .iam()
          .attachRolePolicy(
              r ->
                  r.roleName("cluster")
                      .policyArn("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"));
      cloud.advance(Duration.ofSeconds(10));
      List<String> subnets =
          cloud.ec2().describeSubnets().subnets().stream().map(Subnet::subnetId).toList();
      cloud
          .eks()
          .createCluster(
              r -> r.name("parent").roleArn(role).resourcesVpcConfig(v -> v.subnetIds(subnets)));
      cloud.advance(Duration.ofMinutes(10));
    }
    return cloud.kubernetes.born.getFirst();
  }
}
