package dev.fedctl.contract.activity;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.Optional;

/** Who we are. */
@ActivityInterface
public interface IdentityActivities {

  /**
   * Finds the worker's identity, and that the region exists and is enabled for the account.
   *
   * <p>Fails with INVALID_SPEC ({@code spec.region}) when it does not, with WRONG_ACCOUNT when the
   * worker is not of the account that is asked for.
   */
  @ActivityMethod(name = "FindIdentity")
  CallerIdentity findIdentity(IdentityQuery query);

  /**
   * The region to be worked in.
   *
   * @param account which it has to be; empty: whichever the worker is of
   */
  record IdentityQuery(String region, Optional<String> account) {}
}
