package dev.fedctl.activity.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedctl.activity.golden.Specs;
import dev.fedctl.activity.iam.IamActivitiesImpl;
import dev.fedctl.activity.identity.HomeAccount;
import dev.fedctl.activity.identity.IdentityActivitiesImpl;
import dev.fedctl.contract.activity.IamActivities;
import dev.fedctl.contract.activity.IamActivities.Purpose;
import dev.fedctl.contract.activity.IamActivities.RoleRemoval;
import dev.fedctl.contract.activity.IdentityActivities;
import dev.fedctl.contract.activity.IdentityActivities.IdentityQuery;
import dev.fedctl.contract.activity.StepOutcome;
import dev.fedctl.contract.failure.FailureKind;
import dev.fedctl.contract.failure.Failures;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.sandbox.ledger.LedgerRow;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.TemporalFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A worker in the account of the sandbox, and federations of this account and of another. */
class HomeAccountTest {

  private static final Owner ELSEWHERE =
      new Owner("guidance", "999988887777", Specs.OWNER.region(), Specs.OWNER.generation());

  private final AwsWire cloud = new AwsWire();
  private final TestActivityEnvironment environment =
      TestActivityEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkerFactoryOptions(
                  WorkerFactoryOptions.newBuilder()
                      .setWorkerInterceptors(new HomeAccount(cloud.clients()))
                      .build())
              .build());

  HomeAccountTest() {
    environment.registerActivitiesImplementations(
        new IamActivitiesImpl(cloud.clients()), new IdentityActivitiesImpl(cloud.clients()));
  }

  @AfterEach
  void close() {
    environment.close();
    cloud.close();
  }

  @Test
  void nothingIsMadeForAFederationOfAnotherAccount() {
    assertWrongAccount(
        () ->
            activity(IamActivities.class)
                .ensureRole(new AwsRequests(ELSEWHERE).role(Purpose.NODE)));

    assertThat(cloud.rows()).noneMatch(LedgerRow.Mutation.class::isInstance);
  }

  @Test
  void nothingIsCalledRemovedInAnotherAccount() {
    RoleRemoval removal =
        new RoleRemoval(ELSEWHERE.claim("federation/role"), "guidance-node", "aws");

    assertWrongAccount(() -> activity(IamActivities.class).deleteRole(removal));
  }

  @Test
  void federationOfTheWorkersAccountIsServed() {
    assertThat(activity(IamActivities.class).ensureRole(cloud.ours().role(Purpose.NODE)).outcome())
        .isEqualTo(StepOutcome.CREATED);
  }

  @Test
  void preparationsStayInTheAccountOnceItIsKnown() {
    IdentityActivities identity = activity(IdentityActivities.class);
    String region = Specs.OWNER.region();
    String home = Specs.OWNER.account();

    assertThat(identity.findIdentity(new IdentityQuery(region, Optional.of(home))).account())
        .isEqualTo(home);
    assertWrongAccount(
        () -> identity.findIdentity(new IdentityQuery(region, Optional.of("999988887777"))));
  }

  private static void assertWrongAccount(Executable call) {
    assertThatThrownBy(call::execute)
        .isInstanceOfSatisfying(
            TemporalFailure.class,
            failure -> {
              assertThat(Failures.facts(failure).kind()).isEqualTo(FailureKind.WRONG_ACCOUNT);
              assertThat(Failures.facts(failure).message())
                  .contains("lives in account 999988887777", "are of 111122223333");
            });
  }

  private <T> T activity(Class<T> type) {
    return environment.newActivityStub(
        type,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(2))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }
}
