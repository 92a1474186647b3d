package dev.fedctl.activity.iam;

import dev.fedctl.contract.activity.IamActivities.Purpose;
import java.util.List;

/**
 * What each role may be assumed by and may do (EKS user guide: "cluster IAM role", "node IAM role",
 * "EBS CSI driver").
 */
final class RolePolicies {

  private RolePolicies() {}

  static List<String> managed(Purpose purpose, String partition) {
    List<String> names =
        switch (purpose) {
          case CLUSTER -> List.of("AmazonEKSClusterPolicy");
          case NODE ->
              List.of(
                  "AmazonEKSWorkerNodePolicy",
                  "AmazonEKS_CNI_Policy",
                  "AmazonEC2ContainerRegistryPullOnly");
          case EBS_CSI -> List.of("service-role/AmazonEBSCSIDriverPolicy");
        };
    return names.stream().map(name -> "arn:" + partition + ":iam::aws:policy/" + name).toList();
  }

  static String trust(Purpose purpose, String partition) {
    return switch (purpose) {
      case CLUSTER -> statement("eks.amazonaws.com", "\"sts:AssumeRole\",\"sts:TagSession\"");
      case NODE ->
          statement(
              partition.equals("aws-cn") ? "ec2.amazonaws.com.cn" : "ec2.amazonaws.com",
              "\"sts:AssumeRole\"");
      case EBS_CSI -> statement("pods.eks.amazonaws.com", "\"sts:AssumeRole\",\"sts:TagSession\"");
    };
  }

  private static String statement(String service, String actions) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\""
        + service
        + "\"},\"Action\":["
        + actions
        + "]}]}";
  }
}
