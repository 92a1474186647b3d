package dev.fedctl.sandbox.aws.model;

import java.util.Optional;
import java.util.Set;

/**
 * One operation of a service.
 *
 * @param uri the path with its labels in braces; {@code /} outside of REST protocols
 * @param wrapper the element around the result in the query protocol
 * @param filters the filter names that EC2 documents; {@code tag:} stands for every tag key
 */
public record OperationModel(
    String name,
    String method,
    String uri,
    int status,
    Optional<String> input,
    Optional<String> output,
    Optional<String> wrapper,
    Set<String> filters) {

  /** Whether it can change the cloud. */
  public boolean mutating() {
    return !(name.startsWith("Describe") || name.startsWith("List") || name.startsWith("Get"));
  }
}
