package dev.fedctl.sandbox.kube.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Looks at an object before it is kept: completes it, or refuses it; and before it goes. */
@FunctionalInterface
public interface Admission {

  /**
   * Changes {@code object}, a fresh tree with its defaults, or throws.
   *
   * @param before empty when the object is being created
   */
  void admit(Exchange exchange, Optional<ObjectNode> before, ObjectNode object);

  /** Throws when an object may not be deleted. */
  default void release(Exchange exchange, ObjectNode object) {}
}
