package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.iam.Role;
import dev.fedctl.sandbox.aws.iam.RoleStore;
import java.util.Optional;

/**
 * What EKS checks of roles. IAM tells other services of a change seconds later; until then EKS
 * answers as if the role did not exist.
 */
final class RoleChecks {

  private RoleChecks() {}

  static void clusterRole(String arn, RoleStore roles, Context context) {
    Role role =
        effective(arn, roles, context)
            .filter(found -> found.trust().allows("eks.amazonaws.com", "sts:AssumeRole"))
            .orElseThrow(
                () ->
                    EksErrors.parameter(
                        "Role with arn: "
                            + arn
                            + ", could not be assumed because it does not exist or the trusted"
                            + " entity is not correct"));
    if (!role.hasManagedPolicy("AmazonEKSClusterPolicy", context.now())) {
      throw EksErrors.parameter(
          "The provided role doesn't have the Amazon EKS Managed Policies associated with it."
              + " Please ensure the following policy is attached: AmazonEKSClusterPolicy");
    }
  }

  static Role nodeRole(String arn, RoleStore roles, Context context) {
    Role role =
        effective(arn, roles, context)
            .orElseThrow(
                () ->
                    EksErrors.parameter(
                        "The role with name "
                            + arn.substring(arn.lastIndexOf('/') + 1)
                            + " cannot be found. It does not exist or could not be assumed"));
    String machines = "ec2." + context.partition().domain();
    if (!role.trust().allows(machines, "sts:AssumeRole")) {
      throw EksErrors.parameter(
          "Following required service principals ["
              + machines
              + "] were not found in the trust relationships of nodeRole "
              + arn);
    }
    return role;
  }

  static void podRole(String arn, RoleStore roles, Context context) {
    boolean good =
        effective(arn, roles, context)
            .map(Role::trust)
            .filter(
                trust ->
                    trust.allows("pods.eks.amazonaws.com", "sts:AssumeRole")
                        && trust.allows("pods.eks.amazonaws.com", "sts:TagSession"))
            .isPresent();
    if (!good) {
      throw EksErrors.parameter(
          "Trust policy of role "
              + arn
              + " is not correct or the role does not exist: pods.eks.amazonaws.com needs"
              + " sts:AssumeRole and sts:TagSession");
    }
  }

  /** Whether an access entry can name the principal. Other accounts are not looked into. */
  static void principal(String arn, RoleStore roles, Context context) {
    String prefix = context.partition().arn("iam", "", "", "");
    if (!arn.startsWith(prefix.substring(0, prefix.length() - 1))) {
      throw EksErrors.parameter("The principalArn parameter format is not valid");
    }
    if (arn.contains(":role/aws-service-role/")) {
      throw EksErrors.parameter(
          "The caller is not allowed to modify access entries with a principalArn value of a"
              + " Service Linked Role");
    }
    boolean foreign = !arn.startsWith(context.globalArn("iam", ""));
    if (!foreign && effective(arn, roles, context).isEmpty()) {
      throw EksErrors.parameter("The specified principalArn is invalid: invalid principal.");
    }
  }

  private static Optional<Role> effective(String arn, RoleStore roles, Context context) {
    return roles.byArn(arn).filter(role -> role.isEffective(context.now()));
  }
}
