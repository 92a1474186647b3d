package dev.fedctl.starter.federation;

import dev.fedctl.contract.activity.CallerIdentity;

/** Who the user at the command line is to AWS, by the credentials of this machine. */
@FunctionalInterface
public interface UserIdentity {

  /** Asks AWS; answers within seconds. */
  Answer in(String region);

  /** The user, or why nobody knows. */
  sealed interface Answer {

    /** AWS knows the user. */
    record Known(CallerIdentity caller) implements Answer {}

    /** There are no credentials, or they do not work. */
    record Unknown(String reason) implements Answer {}
  }

  /** Of a machine that does not ask. */
  static UserIdentity nobody() {
    return region -> new Answer.Unknown("not asked");
  }
}
