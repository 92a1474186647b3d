package dev.fedctl.contract.activity;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Who we are. */
@ActivityInterface
public interface IdentityActivities {

  /**
   * Finds the worker's identity, and that the region exists and is enabled for the account.
   *
   * <p>Fails with INVALID_SPEC ({@code spec.region}) when it does not.
   */
  @ActivityMethod(name = "FindIdentity")
  CallerIdentity findIdentity(IdentityQuery query);

  /** The region to be worked in. */
  record IdentityQuery(String region) {}
}
