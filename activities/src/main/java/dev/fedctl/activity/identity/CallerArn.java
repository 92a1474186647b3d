package dev.fedctl.activity.identity;

import java.util.List;
import java.util.Optional;

/** The ARN that STS gives a caller, in its parts (IAM user guide, "IAM identifiers"). */
record CallerArn(String text, String partition, String resource) {

  private static final String SESSION = "assumed-role/";

  static CallerArn parse(String arn) {
    List<String> parts = List.of(arn.split(":", 6));
    return new CallerArn(arn, parts.get(1), parts.get(5));
  }

  /** The role that a session has assumed; empty for a user or the root of an account. */
  Optional<String> roleName() {
    if (!resource.startsWith(SESSION)) {
      return Optional.empty();
    }
    String rest = resource.substring(SESSION.length());
    return Optional.of(rest.substring(0, rest.indexOf('/')));
  }
}
