package dev.fedctl.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.worker.WorkerSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eks.model.AuthenticationMode;

/** What the crash matrix would say if one of the activities were careless. */
class NegativeControlTest {

  private static final Set<String> TRIED =
      Set.of(
          "eks:CreateCluster",
          "eks:CreateNodegroup",
          "eks:CreateAccessEntry",
          "ec2:CreateLaunchTemplate");

  @Test
  void createThatDoesNotLookFirstFailsTheMatrixAtExactlyItsCall() {
    MatrixRuns runs = new MatrixRuns(Guidance.with(0), NegativeControlTest::careless);
    List<Point> points =
        runs.learn(Station.DEPLOYED).stream()
            .filter(point -> TRIED.contains(point.call()))
            .sorted()
            .toList();

    List<String> failing =
        points.stream()
            // No worker dies: a death would strike whatever else is under way, too.
            .filter(point -> !runs.disturbed(point, Point.Moment.OVERTAKEN).isWell())
            .map(Point::call)
            .toList();

    assertThat(points).hasSize(TRIED.size());
    assertThat(failing).containsExactly("eks:CreateCluster");
  }

  /** Makes a cluster without having looked whether it is there. */
  private static UnaryOperator<Object> careless(WorkerSettings settings) {
    AwsClients aws = new AwsClients(settings.credentials(), settings.awsEndpoint());
    return activity ->
        activity instanceof EksActivities careful
            ? Proxy.newProxyInstance(
                EksActivities.class.getClassLoader(),
                new Class<?>[] {EksActivities.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("ensureCluster")) {
                    return create(aws, (EksActivities.ClusterRequest) arguments[0]);
                  }
                  try {
                    return method.invoke(careful, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                })
            : activity;
  }

  private static StepOutcome create(AwsClients aws, EksActivities.ClusterRequest request) {
    return AwsFailures.translating(
        "create a cluster",
        () -> {
          aws.eks(request.cluster().region())
              .createCluster(
                  r ->
                      r.name(request.cluster().name())
                          .version(request.kubernetesVersion())
                          .roleArn(request.roleArn())
                          .resourcesVpcConfig(vpc -> vpc.subnetIds(request.subnetIds()))
                          .accessConfig(
                              access ->
                                  access
                                      .authenticationMode(AuthenticationMode.API)
                                      .bootstrapClusterCreatorAdminPermissions(false))
                          .bootstrapSelfManagedAddons(false)
                          .tags(request.claim().tags()));
          return StepOutcome.CREATED;
        });
  }
}
