package dev.fedctl.workflow;

import static dev.fedctl.contract.plan.Step.ROLE_CLUSTER;
import static dev.fedctl.contract.plan.Step.ROLE_EBS_CSI;
import static dev.fedctl.contract.plan.Step.ROLE_NODE;

import dev.fedctl.contract.activity.IamActivities;
import dev.fedctl.contract.activity.IamActivities.Purpose;
import dev.fedctl.contract.activity.IamActivities.RoleRemoval;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.identity.IamNames;
import dev.fedctl.contract.identity.Owner;
import dev.fedctl.contract.plan.Scopes;
import dev.fedctl.contract.plan.Step;
import java.util.List;

/** The IAM roles of a federation. */
final class Roles {

  static final Role CLUSTER = new Role(ROLE_CLUSTER, Purpose.CLUSTER, "cluster");
  static final Role NODE = new Role(ROLE_NODE, Purpose.NODE, "node");
  static final Role EBS_CSI = new Role(ROLE_EBS_CSI, Purpose.EBS_CSI, "ebs-csi");

  /** One of them: the step that makes it, and what its name says. */
  record Role(Step step, Purpose purpose, String word) {

    Claim claim(Owner owner) {
      return owner.claim(step.id(Scopes.FEDERATION));
    }

    String name(Owner owner) {
      return IamNames.role(owner, word);
    }
  }

  private Roles() {}

  /** Removes all of them; they are few, and absent ones are no trouble. */
  static boolean remove(StepRun run, Owner owner, String partition) {
    for (Role role : List.of(EBS_CSI, NODE, CLUSTER)) {
      run.change(IamActivities.class, "delete the " + role.step().title())
          .deleteRole(new RoleRemoval(role.claim(owner), role.name(owner), partition));
    }
    return true;
  }
}
