package dev.fedctl.contract.spec;

import java.util.List;

/**
 * Who besides the worker may use the clusters.
 *
 * @param admins ARNs of IAM roles or users that become cluster admins of every cluster
 */
public record AccessSpec(List<String> admins) {

  public AccessSpec {
    admins = List.copyOf(admins);
  }
}
