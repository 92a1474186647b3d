package dev.fedctl.activity.eks;

import static dev.fedctl.activity.eks.Treatment.mayHavePassed;
import static dev.fedctl.activity.eks.Treatment.needsAnotherInput;
import static dev.fedctl.activity.eks.Treatment.needsSomebody;
import static dev.fedctl.activity.eks.Treatment.passes;
import static dev.fedctl.contract.failure.FailureKind.DENIED;
import static dev.fedctl.contract.failure.FailureKind.QUOTA;
import static dev.fedctl.contract.failure.FailureKind.UNEXPECTED_STATE;

import software.amazon.awssdk.services.eks.model.AddonIssueCode;
import software.amazon.awssdk.services.eks.model.ClusterIssueCode;
import software.amazon.awssdk.services.eks.model.NodegroupIssueCode;

/**
 * Every health issue that EKS knows (the enumerations of its API, 2025-12), with its treatment. A
 * code that EKS has learnt since is nothing that fedctl cures.
 */
final class Treatments {

  /** EKS ended badly and names no cause: nothing that a person could mend. */
  static final Treatment NO_CAUSE =
      mayHavePassed("EKS names no cause: see CloudTrail and AWS Health");

  private static final Treatment UNLISTED =
      needsSomebody(UNEXPECTED_STATE, "look up EKS's code and mend the cause");

  private Treatments() {}

  static Treatment ofNodeGroup(String code) {
    return switch (NodegroupIssueCode.fromValue(code)) {
      case IAM_THROTTLING -> passes("wait until fewer calls reach IAM in this account");
      case AUTO_SCALING_GROUP_RATE_LIMIT_EXCEEDED ->
          passes("wait until fewer calls reach Auto Scaling in this account");
      case INTERNAL_FAILURE, UNKNOWN -> passes("see AWS Health; EKS itself has failed");
      case CLUSTER_UNREACHABLE -> passes("see whether the cluster's API answers");
      case NODE_CREATION_FAILURE ->
          mayHavePassed(
              "nodes started and did not join within 15 minutes: see their way out (NAT, routes,"
                  + " DNS), add-on vpc-cni and the access entry of their role");
      case ASG_INSTANCE_LAUNCH_FAILURES ->
          needsAnotherInput(
              "EC2 could not start the machines: choose others (spec.nodes) or other zones, or wait"
                  + " until there are some");
      case EC2_INSTANCE_TYPE_DOES_NOT_EXIST ->
          needsAnotherInput("choose machines that the region has (spec.nodes)");
      case INSUFFICIENT_FREE_ADDRESSES ->
          needsSomebody(QUOTA, "free addresses in the subnets, or choose larger ones");
      case KUBERNETES_LABEL_INVALID -> needsAnotherInput("mend the labels of the nodes");
      case EC2_SUBNET_INVALID_CONFIGURATION ->
          needsSomebody(
              UNEXPECTED_STATE, "have the subnets give public addresses, or choose private ones");
      case EC2_SUBNET_MISSING_IPV6_ASSIGNMENT ->
          needsSomebody(UNEXPECTED_STATE, "have the subnets assign IPv6 addresses");
      case EC2_SUBNET_LIST_TOO_LONG -> needsAnotherInput("choose fewer subnets");
      case INSTANCE_LIMIT_EXCEEDED -> needsSomebody(QUOTA, "raise EC2's quota of vCPUs");
      case LIMIT_EXCEEDED -> needsSomebody(QUOTA, "raise the quota that the message names");
      case IAM_LIMIT_EXCEEDED -> needsSomebody(QUOTA, "raise IAM's quota of instance profiles");
      case EC2_LAUNCH_TEMPLATE_MAX_LIMIT_EXCEEDED ->
          needsSomebody(QUOTA, "raise EC2's quota of launch templates, or delete some");
      case EC2_LAUNCH_TEMPLATE_VERSION_MAX_LIMIT_EXCEEDED ->
          needsSomebody(QUOTA, "delete old versions of the launch template");
      case AUTO_SCALING_GROUP_OPT_IN_REQUIRED ->
          needsSomebody(DENIED, "sign the account up for EC2 Auto Scaling");
      case ACCESS_DENIED ->
          needsSomebody(DENIED, "grant what EKS or the nodes were denied: roles, access entries");
      case AMI_ID_NOT_FOUND, EC2_LAUNCH_TEMPLATE_INVALID_CONFIGURATION ->
          needsSomebody(UNEXPECTED_STATE, "see what the launch template asks for");
      case EC2_LAUNCH_TEMPLATE_NOT_FOUND,
          SOURCE_EC2_LAUNCH_TEMPLATE_NOT_FOUND,
          EC2_LAUNCH_TEMPLATE_VERSION_MISMATCH,
          EC2_LAUNCH_TEMPLATE_DELETION_FAILURE ->
          needsSomebody(UNEXPECTED_STATE, "see who changes or deletes the launch template");
      case AUTO_SCALING_GROUP_NOT_FOUND,
          AUTO_SCALING_GROUP_INVALID_CONFIGURATION,
          AUTO_SCALING_GROUP_INSTANCE_REFRESH_ACTIVE ->
          needsSomebody(UNEXPECTED_STATE, "see who changes or deletes EKS's Auto Scaling group");
      case EC2_SECURITY_GROUP_NOT_FOUND ->
          needsSomebody(UNEXPECTED_STATE, "see who deletes the cluster's security group");
      case EC2_SECURITY_GROUP_DELETION_FAILURE ->
          needsSomebody(UNEXPECTED_STATE, "remove what uses the security group");
      case EC2_SUBNET_NOT_FOUND -> needsSomebody(UNEXPECTED_STATE, "see who deletes the subnets");
      case IAM_INSTANCE_PROFILE_NOT_FOUND, IAM_NODE_ROLE_NOT_FOUND ->
          needsSomebody(UNEXPECTED_STATE, "see who deletes roles or instance profiles");
      case NODE_TERMINATION_FAILURE ->
          needsSomebody(UNEXPECTED_STATE, "see what keeps the machines from ending");
      case POD_EVICTION_FAILURE ->
          needsSomebody(UNEXPECTED_STATE, "see which PodDisruptionBudget keeps pods in place");
      case UNKNOWN_TO_SDK_VERSION -> UNLISTED;
    };
  }

  static Treatment ofAddon(String code) {
    return switch (AddonIssueCode.fromValue(code)) {
      case INTERNAL_FAILURE -> passes("see AWS Health; EKS itself has failed");
      case CLUSTER_UNREACHABLE -> passes("see whether the cluster's API answers");
      case INSUFFICIENT_NUMBER_OF_REPLICAS ->
          mayHavePassed("see why its pods in kube-system do not run");
      case K8_S_RESOURCE_NOT_FOUND -> mayHavePassed("see who deletes its objects in the cluster");
      // It is made, and applied again, with OVERWRITE: whoever else writes has won all the same.
      case CONFIGURATION_CONFLICT ->
          mayHavePassed("see who else manages its objects in the cluster");
      case UNSUPPORTED_ADDON_MODIFICATION ->
          mayHavePassed("see who changes its objects in the cluster");
      case ADMISSION_REQUEST_DENIED ->
          needsSomebody(
              UNEXPECTED_STATE, "see which admission webhook or policy refuses its objects");
      case ACCESS_DENIED, ADDON_PERMISSION_FAILURE ->
          needsSomebody(DENIED, "grant what the add-on or its role was denied");
      case ADDON_SUBSCRIPTION_NEEDED ->
          needsSomebody(DENIED, "subscribe to the add-on in AWS Marketplace");
      case UNKNOWN_TO_SDK_VERSION -> UNLISTED;
    };
  }

  static Treatment ofCluster(String code) {
    return switch (ClusterIssueCode.fromValue(code)) {
      case INTERNAL_FAILURE, OTHER -> passes("see AWS Health; EKS itself has failed");
      case CLUSTER_UNREACHABLE -> passes("see whether the way to the control plane is open");
      case CONFIGURATION_CONFLICT ->
          needsSomebody(UNEXPECTED_STATE, "see who else changes what the cluster uses");
      case ACCESS_DENIED -> needsSomebody(DENIED, "grant what EKS was denied");
      case EC2_SERVICE_NOT_SUBSCRIBED -> needsSomebody(DENIED, "sign the account up for EC2");
      case STS_REGIONAL_ENDPOINT_DISABLED ->
          needsSomebody(DENIED, "enable STS's endpoint of the region in the account's settings");
      case RESOURCE_LIMIT_EXCEEDED -> needsSomebody(QUOTA, "raise the quota that is reached");
      case INSUFFICIENT_FREE_ADDRESSES ->
          needsSomebody(QUOTA, "free addresses in the subnets, or choose larger ones");
      case IAM_ROLE_NOT_FOUND -> needsSomebody(UNEXPECTED_STATE, "see who deletes roles");
      case VPC_NOT_FOUND, EC2_SUBNET_NOT_FOUND, EC2_SECURITY_GROUP_NOT_FOUND, RESOURCE_NOT_FOUND ->
          needsSomebody(UNEXPECTED_STATE, "see who deletes what the cluster stands in");
      case KMS_GRANT_REVOKED, KMS_KEY_NOT_FOUND, KMS_KEY_MARKED_FOR_DELETION, KMS_KEY_DISABLED ->
          needsSomebody(UNEXPECTED_STATE, "bring back the key that encrypts the cluster");
      case UNSUPPORTED_VERSION ->
          needsAnotherInput("choose a Kubernetes version that EKS supports");
      case UNKNOWN_TO_SDK_VERSION -> UNLISTED;
    };
  }
}
