package dev.fedctl.sandbox.aws;

import dev.fedctl.sandbox.CloudUnderTest;
import dev.fedctl.sandbox.cloud.ClusterId;
import dev.fedctl.sandbox.world.World;
import dev.fedctl.sandbox.world.WorldFile;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An account with six or more of everything that can be listed. */
final class ManyThings {

  static final String PRINCIPAL = "arn:aws:iam::111122223333:role/fedctl-worker";
  private static final String POLICY = "arn:aws:eks::aws:cluster-access-policy/AmazonEKS";

  private ManyThings() {}

  static World world() {
    return WorldFile.read(
        "many",
        """
        roles:
        %s
          - name: many
            trust: '{"Statement":{"Effect":"Allow","Principal":{"Service":"pods.eks.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"]}}'
        regions:
          - name: eu-north-1
            vpcs:
        %s
            launchTemplates:
        %s
            clusters:
        %s
            loadBalancers:
        %s
        """
            .formatted(
                lines("  - {name: role-%1$d}"),
                lines(
                    """
                          - id: vpc-0000000%1$d
                            cidr: 10.%1$d.0.0/16
                            tags: {Name: vpc-%1$d}
                            subnets:
                              - {id: subnet-000000%1$da, zone: eu-north-1a, cidr: 10.%1$d.0.0/20}
                              - {id: subnet-000000%1$db, zone: eu-north-1b, cidr: 10.%1$d.16.0/20}
                            securityGroups: [{id: sg-0000000%1$d, name: group}]\
                    """),
                lines("      - {name: template-%1$d, instanceType: t3.medium}"),
                lines(
                    """
                          - name: cluster-%1$d
                            subnets: [subnet-000000%1$da, subnet-000000%1$db]
                            addons: [vpc-cni, kube-proxy, coredns, metrics-server, eks-pod-identity-agent, aws-ebs-csi-driver]
                            admins: [arn:aws:iam::111122223333:role/role-1, arn:aws:iam::111122223333:role/role-2, arn:aws:iam::111122223333:role/role-3, arn:aws:iam::111122223333:role/fedctl-worker]
                            nodeGroups:
                              - {name: a, subnets: [subnet-000000%1$da]}
                              - {name: b, subnets: [subnet-000000%1$da]}
                              - {name: c, subnets: [subnet-000000%1$da]}\
                    """),
                lines("      - {name: balancer-%1$d, subnets: [subnet-000000%1$da]}")));
  }

  private static String lines(String one) {
    return IntStream.rangeClosed(1, 6)
        .mapToObj(i -> one.formatted(i))
        .collect(Collectors.joining("\n"));
  }

  /** Makes what a world file cannot hold. */
  static void fill(CloudUnderTest cloud, RawAws aws) {
    for (String policy :
        new String[] {"ReadOnlyAccess", "AmazonEKS_CNI_Policy", "AmazonEKSClusterPolicy"}) {
      made(
          aws.send(
              RawAws.form(
                  "iam",
                  "AttachRolePolicy",
                  "RoleName",
                  "many",
                  "PolicyArn",
                  "arn:aws:iam::aws:policy/" + policy)));
      made(
          aws.send(
              RawAws.form(
                  "iam",
                  "PutRolePolicy",
                  "RoleName",
                  "many",
                  "PolicyName",
                  policy,
                  "PolicyDocument",
                  "{\"Statement\":[]}")));
      made(
          aws.send(
              RawAws.form(
                  "iam",
                  "TagRole",
                  "RoleName",
                  "many",
                  "Tags.member.1.Key",
                  policy,
                  "Tags.member.1.Value",
                  "v")));
      made(
          aws.send(
              RawAws.json(
                  "POST",
                  "/clusters/cluster-1/pod-identity-associations",
                  "{\"namespace\":\"n\",\"serviceAccount\":\"%s\",\"roleArn\":\"arn:aws:iam::111122223333:role/many\"}"
                      .formatted(policy))));
      made(
          aws.send(
              RawAws.form(
                  "ec2",
                  "CreateLaunchTemplateVersion",
                  "LaunchTemplateName",
                  "template-1",
                  "LaunchTemplateData.InstanceType",
                  "t3.large")));
    }
    for (String policy : new String[] {"AdminPolicy", "EditPolicy", "ViewPolicy"}) {
      made(
          aws.send(
              RawAws.json(
                  "POST",
                  "/clusters/cluster-1/access-entries/"
                      + RawAws.encoded(PRINCIPAL)
                      + "/access-policies",
                  "{\"policyArn\":\"%s\",\"accessScope\":{\"type\":\"cluster\"}}"
                      .formatted(POLICY + policy))));
    }
    for (int nodes = 2; nodes < 5; nodes++) {
      made(
          aws.send(
              RawAws.json(
                  "POST",
                  "/clusters/cluster-1/node-groups/a/update-config",
                  "{\"scalingConfig\":{\"minSize\":1,\"maxSize\":9,\"desiredSize\":"
                      + nodes
                      + "}}")));
      cloud.advance(Duration.ofMinutes(3));
    }
    ClusterId cluster = cloud.kubernetes.born.getFirst();
    for (int i = 0; i < 6; i++) {
      cloud.byController(
          effects -> cloud.aws.createVolume(cluster, "eu-north-1a", 10, Map.of(), effects));
    }
  }

  private static void made(RawAws.Answer answer) {
    if (answer.status() >= 300) {
      throw new IllegalStateException(answer.toString());
    }
  }
}
