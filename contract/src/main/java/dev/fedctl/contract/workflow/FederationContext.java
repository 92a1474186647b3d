package dev.fedctl.contract.workflow;

import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.contract.identity.Owner;
import java.util.List;

/**
 * What all workflows of a federation share, settled before the first of them starts.
 *
 * @param caller who the worker is
 * @param kubernetesVersion major.minor of every cluster
 * @param admins ARNs that become cluster admins beside the worker
 */
public record FederationContext(
    Owner owner,
    CallerIdentity caller,
    String kubernetesVersion,
    RoleArns roles,
    List<String> admins) {

  public FederationContext {
    admins = List.copyOf(admins);
  }

  /** The federation's IAM roles. */
  public record RoleArns(String cluster, String node, String ebsCsi) {}
}
