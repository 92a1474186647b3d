package dev.fedctl.sandbox.aws.core;

import java.util.Map;

/** Carries one operation out, under the kernel's lock. */
@FunctionalInterface
public interface Operation {

  /**
   * The members of the answer. A refusal leaves the world as it was.
   *
   * @throws dev.fedctl.sandbox.aws.protocol.ServiceError when the service refuses
   */
  Map<String, Object> run(Input input, Context context);
}
