package dev.fedctl.acceptance;

import static dev.fedctl.acceptance.MotoAccount.NODES;
import static dev.fedctl.acceptance.MotoAccount.REGION;

import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.activity.EksActivities.ClusterRemoval;
import dev.fedctl.contract.activity.EksActivities.ClusterRequest;
import dev.fedctl.contract.activity.EksActivities.LaunchTemplateRemoval;
import dev.fedctl.contract.activity.EksActivities.LaunchTemplateRequest;
import dev.fedctl.contract.activity.EksActivities.NodeGroupRemoval;
import dev.fedctl.contract.activity.EksActivities.NodeGroupRequest;
import dev.fedctl.contract.activity.IamActivities.Purpose;
import dev.fedctl.contract.activity.IamActivities.RoleRemoval;
import dev.fedctl.contract.activity.IamActivities.RoleRequest;
import dev.fedctl.contract.activity.Patience;
import dev.fedctl.contract.activity.SweepActivities.LeftoversWait;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.identity.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The requests for one thing of each kind, all of an owner whose name is in all their names. */
record MotoThings(Owner owner, List<String> subnets) {

  static final String GROUP = "nodes";

  private static final String ROLES = "arn:aws:iam::123456789012:role/";

  String name() {
    return owner.federation();
  }

  String path() {
    return "/fedctl/" + name() + "/";
  }

  ClusterRef cluster() {
    return new ClusterRef(REGION, name());
  }

  RoleRequest role() {
    return new RoleRequest(claim("role-node"), "role-" + name(), path(), "aws", Purpose.NODE);
  }

  RoleRemoval roleRemoval() {
    return new RoleRemoval(role().claim(), role().name(), "aws");
  }

  LaunchTemplateRequest template() {
    return new LaunchTemplateRequest(claim("launch-template"), cluster(), "template-" + name());
  }

  LaunchTemplateRemoval templateRemoval() {
    return new LaunchTemplateRemoval(template().claim(), cluster(), template().name());
  }

  ClusterRequest controlPlane() {
    return new ClusterRequest(
        claim("control-plane"), cluster(), "1.35", ROLES + "eks-role", subnets);
  }

  ClusterRemoval clusterRemoval() {
    return new ClusterRemoval(controlPlane().claim(), cluster());
  }

  LeftoversWait leftovers() {
    return new LeftoversWait(
        controlPlane().claim(), cluster(), Patience.of(Instant.now(), Duration.ofMinutes(1)));
  }

  /**
   * @param template the id of the launch template
   */
  NodeGroupRequest nodeGroup(String template) {
    return new NodeGroupRequest(
        claim("node-group"),
        cluster(),
        GROUP,
        ROLES + "node-role",
        subnets,
        List.of("t3.medium"),
        NODES,
        template,
        "1");
  }

  NodeGroupRemoval nodeGroupRemoval() {
    return new NodeGroupRemoval(claim("node-group"), cluster(), GROUP);
  }

  /** The same of every owner. */
  String plain(String text) {
    return text.replace(owner.federationId().toString(), "ID").replace(name(), "NAME");
  }

  private Claim claim(String step) {
    return owner.claim(name() + "/" + step);
  }
}
