package dev.fedctl.sandbox.aws;

import dev.fedctl.sandbox.world.World;
import dev.fedctl.sandbox.world.WorldFile;

/** An account with roles, templates and a cluster of which all is in order. */
final class ReadyEks {

  static final String CLUSTER_ROLE = "arn:aws:iam::111122223333:role/cluster";
  static final String NODE_ROLE = "arn:aws:iam::111122223333:role/node";
  static final String POD_ROLE = "arn:aws:iam::111122223333:role/pod";
  static final String SUBNET = "subnet-0000000a";

  private ReadyEks() {}

  static World world() {
    return WorldFile.read("ready", text());
  }

  static String text() {
    return """
        roles:
          - name: cluster
            trust: '{"Statement":{"Effect":"Allow","Principal":{"Service":"eks.amazonaws.com"},"Action":"sts:AssumeRole"}}'
            managedPolicies: [arn:aws:iam::aws:policy/AmazonEKSClusterPolicy]
          - name: node
            trust: '{"Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}'
            managedPolicies:
              - arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy
              - arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly
              - arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy
          - name: pod
            trust: '{"Statement":{"Effect":"Allow","Principal":{"Service":"pods.eks.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"]}}'
          - {name: bare}
          - name: unpermitted
            trust: '{"Statement":{"Effect":"Allow","Principal":{"Service":"eks.amazonaws.com"},"Action":"sts:AssumeRole"}}'
        regions:
          - name: eu-north-1
            zones:
              - {name: eu-north-1a, id: eun1-az1}
              - {name: eu-north-1b, id: eun1-az2}
              - {name: eu-north-1c, id: use1-az3}
              - {name: eu-north-1-osl-1a, id: eun1-osl1-az1, type: local-zone}
            offerings: {"*": [eu-north-1a, eu-north-1b], m5.large: [eu-north-1b], t4g.medium: [eu-north-1a]}
            vpcs:
              - id: vpc-00000001
                cidr: 10.0.0.0/16
                subnets:
                  - {id: subnet-0000000a, zone: eu-north-1a, cidr: 10.0.0.0/20}
                  - {id: subnet-0000000b, zone: eu-north-1b, cidr: 10.0.16.0/20}
                  - {id: subnet-0000000c, zone: eu-north-1c, cidr: 10.0.32.0/20}
                  - {id: subnet-0000000d, zone: eu-north-1-osl-1a, cidr: 10.0.48.0/20}
                  - {id: subnet-0000000e, zone: eu-north-1a, cidr: 10.0.64.0/20}
                  - {id: subnet-0000000f, zone: eu-north-1b, cidr: 10.0.80.0/28, availableAddresses: 5}
                  - {id: subnet-00000010, zone: eu-north-1a, cidr: 10.0.96.0/20}
                  - {id: subnet-00000011, zone: eu-north-1a, cidr: 10.0.112.0/20}
                routeTables:
                  - id: rtb-00000001
                    main: true
                    routes: [{destination: 0.0.0.0/0, target: nat-00000001}]
                  - id: rtb-00000002
                    subnets: [subnet-00000010]
                    routes: [{destination: 0.0.0.0/0, target: igw-00000001}]
                  - {id: rtb-00000003, subnets: [subnet-00000011]}
                securityGroups: [{id: sg-00000001, name: ours}]
              - id: vpc-00000002
                cidr: 10.1.0.0/16
                dnsHostnames: false
                subnets:
                  - {id: subnet-1000000a, zone: eu-north-1a, cidr: 10.1.0.0/20}
                  - {id: subnet-1000000b, zone: eu-north-1b, cidr: 10.1.16.0/20}
                securityGroups: [{id: sg-00000002, name: other}]
            launchTemplates: [{name: theirs, id: lt-00000001, instanceType: t3.medium}]
            clusters:
              - {name: ready, version: "1.34", subnets: [subnet-0000000a, subnet-0000000b]}
              - {name: failed, status: FAILED, subnets: [subnet-0000000a, subnet-0000000b]}
        """;
  }

  /** A cluster that EKS agrees to make. */
  static String cluster(String name) {
    return "{\"name\":\"%s\",\"roleArn\":\"%s\",\"resourcesVpcConfig\":{\"subnetIds\":[\"subnet-0000000a\",\"subnet-0000000b\"]},\"accessConfig\":{\"authenticationMode\":\"API\"}}"
        .formatted(name, CLUSTER_ROLE);
  }

  /** A node group that EKS agrees to make. */
  static String nodeGroup(String name) {
    return "{\"nodegroupName\":\"%s\",\"nodeRole\":\"%s\",\"subnets\":[\"%s\"]}"
        .formatted(name, NODE_ROLE, SUBNET);
  }
}
