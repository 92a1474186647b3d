package dev.fedctl.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.sandbox.CloudUnderTest;
import dev.fedctl.sandbox.aws.RawAws.Answer;
import dev.fedctl.sandbox.ledger.LedgerRow;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What EKS refuses beyond its model, in its own words: each request is a good one with one part
 * replaced. A refusal leaves everything as it was.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EksRulesTest {

  private static final String WORKER = "arn:aws:iam::111122223333:role/fedctl-worker";
  private static final String ENTRY =
      "/clusters/ready/access-entries/" + RawAws.encoded(WORKER) + "/access-policies";

  private CloudUnderTest cloud;
  private RawAws aws;

  @BeforeAll
  void open() {
    cloud = new CloudUnderTest(ReadyEks.world());
    aws = new RawAws(cloud);
    good("/clusters", ReadyEks.cluster("old").replace("\"API\"", "\"CONFIG_MAP\""));
    good("/clusters/ready/node-groups", ReadyEks.nodeGroup("first"));
    good("/clusters/ready/addons", "{\"addonName\":\"vpc-cni\"}");
    good("/clusters/ready/access-entries", "{\"principalArn\":\"" + WORKER + "\"}");
    good(
        "/clusters/ready/pod-identity-associations",
        "{\"namespace\":\"n\",\"serviceAccount\":\"s\",\"roleArn\":\"" + ReadyEks.POD_ROLE + "\"}");
    template("typed", "LaunchTemplateData.InstanceType", "t3.medium");
    template("profiled", "LaunchTemplateData.IamInstanceProfile.Name", "p");
    template("placed", "LaunchTemplateData.NetworkInterface.1.SubnetId", ReadyEks.SUBNET);
    template("spot", "LaunchTemplateData.InstanceMarketOptions.MarketType", "spot");
    template("imaged", "LaunchTemplateData.ImageId", "ami-01234567");
    cloud.advance(Duration.ofMinutes(15));
  }

  @AfterAll
  void close() {
    cloud.close();
  }

  private void good(String target, String body) {
    Answer answer = aws.send(RawAws.json("POST", target, body));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private void template(String name, String member, String value) {
    Answer answer =
        aws.send(
            RawAws.form("ec2", "CreateLaunchTemplate", "LaunchTemplateName", name, member, value));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  /** A body with one part replaced; single quotes stand for double ones, - for no change. */
  private static String with(String body, String part, String instead) {
    if (part.equals("-")) {
      return body;
    }
    String quoted = instead.equals("nothing") ? "" : instead.replace("'", "\"");
    String changed = body.replace(part, quoted);
    assertThat(changed).as("replaces nothing").isNotEqualTo(body);
    return changed;
  }

  private void refused(String target, String body, String said, String message) {
    Answer answer = aws.send(RawAws.json("POST", target, body.replace("'", "\"")));

    assertThat(answer.status() + " " + answer.code()).as(answer.body()).isEqualTo(said);
    assertThat(answer.message()).contains(message);
    assertThat(cloud.sandbox.ledger().rows().getLast())
        .isInstanceOfSatisfying(
            LedgerRow.Mutation.class,
            row -> {
              assertThat(row.answer()).isEqualTo("refused");
              assertThat(row.error()).contains(answer.code());
              assertThat(row.effects()).isEmpty();
            });
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "name taken|fresh|ready|409 ResourceInUseException|Cluster already exists with name: ready",
        "version too old|{\"name\"|{'version':'1.31','name'|400 InvalidParameterException|unsupported Kubernetes version 1.31",
        "version of tomorrow|{\"name\"|{'version':'1.99','name'|400 InvalidParameterException|unsupported Kubernetes version 1.99",
        "role absent|role/cluster|role/absent|400 InvalidParameterException|Role with arn: arn:aws:iam::111122223333:role/absent, could not be assumed because it does not exist or the trusted entity is not correct",
        "role of another account|111122223333:role/cluster|999988887777:role/cluster|400 InvalidParameterException|could not be assumed because it does not exist",
        "role trusts another service|role/cluster|role/node|400 InvalidParameterException|could not be assumed because it does not exist or the trusted entity is not correct",
        "role without policy|role/cluster|role/unpermitted|400 InvalidParameterException|The provided role doesn't have the Amazon EKS Managed Policies associated with it. Please ensure the following policy is attached: AmazonEKSClusterPolicy",
        "one zone|subnet-0000000b|subnet-0000000e|400 InvalidParameterException|Subnets specified must be in at least two different AZs",
        "subnet absent|subnet-0000000b|subnet-99999999|400 InvalidParameterException|The subnet ID 'subnet-99999999' does not exist",
        "two VPCs|subnet-0000000b|subnet-1000000b|400 InvalidParameterException|Subnets specified must be in the same VPC",
        "closed zone|subnet-0000000b|subnet-0000000c|400 UnsupportedAvailabilityZoneException|does not currently have sufficient capacity to support the cluster",
        "local zone|subnet-0000000b|subnet-0000000d|400 UnsupportedAvailabilityZoneException|Cannot create cluster because eu-north-1-osl-1a",
        "no addresses|subnet-0000000b|subnet-0000000f|400 InvalidParameterException|does not have enough free addresses",
        "VPC without host names|\"subnet-0000000a\",\"subnet-0000000b\"|'subnet-1000000a','subnet-1000000b'|400 InvalidParameterException|must have DNS hostnames and DNS resolution enabled",
        "group of another VPC|{\"subnetIds\"|{'securityGroupIds':['sg-00000002'],'subnetIds'|400 InvalidParameterException|Security group(s) [sg-00000002] are not in the same VPC as the subnets",
        "no endpoint|{\"subnetIds\"|{'endpointPublicAccess':false,'subnetIds'|400 InvalidParameterException|Private and public endpoint access cannot be false at the same time",
        "no range|{\"subnetIds\"|{'publicAccessCidrs':['home'],'subnetIds'|400 InvalidParameterException|The following CIDRs are invalid: [home]",
        "config map without admin|\"API\"|'CONFIG_MAP','bootstrapClusterCreatorAdminPermissions':false|400 InvalidParameterException|bootstrapClusterCreatorAdminPermissions must be true if cluster authentication mode is set to CONFIG_MAP",
        "half of auto mode|{\"name\"|{'computeConfig':{'enabled':true},'name'|400 InvalidParameterException|all either fully enabled or fully disabled",
        "AWS's tag|{\"name\"|{'tags':{'AWS:x':'y'},'name'|400 InvalidParameterException|Tag keys starting with aws: are reserved",
      })
  void clusterIsRefused(String what, String part, String instead, String said, String message) {
    refused("/clusters", with(ReadyEks.cluster("fresh"), part, instead), said, message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "name taken|ready|fresh|first|409 ResourceInUseException|NodeGroup already exists with name first and cluster name ready",
        "cluster absent|absent|-|-|404 ResourceNotFoundException|No cluster found for name: absent.",
        "cluster failed|failed|-|-|400 InvalidRequestException|is not in ACTIVE status, it is FAILED",
        "long name|ready|fresh|n123456789012345678901234567890123456789012345678901234567890123|400 InvalidParameterException|nodeGroupName can't be longer than 63 characters!",
        "odd name|ready|fresh|a b|400 InvalidParameterException|contains invalid characters",
        "role absent|ready|role/node|role/absent|400 InvalidParameterException|The role with name absent cannot be found",
        "role trusts another service|ready|role/node|role/cluster|400 InvalidParameterException|Following required service principals [ec2.amazonaws.com] were not found in the trust relationships of nodeRole arn:aws:iam::111122223333:role/cluster",
        "subnet absent|ready|subnet-0000000a|subnet-99999999|400 InvalidParameterException|The subnet ID 'subnet-99999999' does not exist",
        "subnet of another VPC|ready|subnet-0000000a|subnet-1000000a|400 InvalidParameterException|Subnets are not in the same VPC as the cluster",
        "no subnets|ready|\"subnet-0000000a\"|nothing|400 InvalidParameterException|subnets",
        "type absent|ready|{|{'instanceTypes':['x9.huge'],|400 InvalidParameterException|The following supplied instance types do not exist: [x9.huge]",
        "architecture|ready|{|{'instanceTypes':['t4g.medium'],|400 InvalidParameterException|[t4g.medium] is not a valid instance type for requested amiType AL2023_x86_64_STANDARD",
        "least above most|ready|{|{'scalingConfig':{'minSize':3,'maxSize':2,'desiredSize':3},|400 InvalidParameterException|Minimum capacity 3 can't be greater than maximum size 2",
        "wanted below least|ready|{|{'scalingConfig':{'minSize':3,'maxSize':4,'desiredSize':2},|400 InvalidParameterException|Minimum capacity 3 can't be greater than desired size 2",
        "wanted above most|ready|{|{'scalingConfig':{'minSize':1,'maxSize':2,'desiredSize':3},|400 InvalidParameterException|Desired capacity 3 can't be greater than max size 2",
        "AWS's tag|ready|{|{'tags':{'aws:x':'y'},|400 InvalidParameterException|Tag keys starting with aws: are reserved",
        "template absent|ready|{|{'launchTemplate':{'name':'absent'},|400 InvalidParameterException|Launch template with id or name absent does not exist",
        "template version absent|ready|{|{'launchTemplate':{'name':'typed','version':'7'},|400 InvalidParameterException|Launch template version 7 does not exist",
        "template named twice|ready|{|{'launchTemplate':{'name':'theirs','id':'lt-00000001'},|400 InvalidParameterException|Either launch template id or launch template name must be specified",
        "template and disk|ready|{|{'diskSize':30,'launchTemplate':{'name':'typed'},|400 InvalidParameterException|Disk size must be specified within the launch template.",
        "template and remote access|ready|{|{'remoteAccess':{'ec2SshKey':'k'},'launchTemplate':{'name':'typed'},|400 InvalidParameterException|Remote access configuration cannot be specified with a launch template.",
        "types twice|ready|{|{'instanceTypes':['t3.medium'],'launchTemplate':{'name':'typed'},|400 InvalidRequestException|Cannot specify instance types in launch template and API request",
        "template with profile|ready|{|{'launchTemplate':{'name':'profiled'},|400 InvalidParameterException|must not have an IAM instance profile",
        "template with subnet|ready|{|{'launchTemplate':{'name':'placed'},|400 InvalidParameterException|must not have a subnet",
        "template for Spot|ready|{|{'launchTemplate':{'name':'spot'},|400 InvalidParameterException|must not request Spot instances",
        "image and its type|ready|{|{'amiType':'AL2023_x86_64_STANDARD','launchTemplate':{'name':'imaged'},|400 InvalidParameterException|You cannot specify an AMI Type other than CUSTOM, when specifying an image id in your launch template.",
        "image and version|ready|{|{'version':'1.34','launchTemplate':{'name':'imaged'},|400 InvalidParameterException|You cannot specify a kubernetes version to use when specifying an image id to use within the launch template.",
      })
  void nodeGroupIsRefused(
      String what, String cluster, String part, String instead, String said, String message) {
    // What begins a body is put before its first member.
    String body =
        part.equals("{")
            ? ReadyEks.nodeGroup("fresh").replace("{", instead)
            : with(ReadyEks.nodeGroup("fresh"), part, instead);
    refused("/clusters/" + cluster + "/node-groups", body, said, message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "add-on there|/addons|{'addonName':'vpc-cni'}|409 ResourceInUseException|Addon already exists.",
        "add-on unknown|/addons|{'addonName':'paint'}|400 InvalidParameterException|Addon paint specified is not supported in 1.34 kubernetes version",
        "add-on version|/addons|{'addonName':'coredns','addonVersion':'v0.0.1'}|400 InvalidParameterException|Addon version specified is not supported",
        "add-on configuration|/addons|{'addonName':'coredns','configurationValues':'[1]'}|400 InvalidParameterException|ConfigurationValue provided in request is not supported",
        "add-on role|/addons|{'addonName':'aws-ebs-csi-driver','podIdentityAssociations':[{'serviceAccount':'x','roleArn':'arn:aws:iam::111122223333:role/node'}]}|400 InvalidParameterException|pods.eks.amazonaws.com needs sts:AssumeRole and sts:TagSession",
        "add-on tag|/addons|{'addonName':'coredns','tags':{'aws:x':'y'}}|400 InvalidParameterException|Tag keys starting with aws: are reserved",
        "entry there|/access-entries|{'principalArn':'arn:aws:iam::111122223333:role/fedctl-worker'}|409 ResourceInUseException|The specified access entry resource is already in use on this cluster.",
        "entry of node role|/access-entries|{'principalArn':'arn:aws:iam::111122223333:role/node'}|409 ResourceInUseException|already in use on this cluster",
        "entry for nobody|/access-entries|{'principalArn':'arn:aws:iam::111122223333:role/absent'}|400 InvalidParameterException|The specified principalArn is invalid: invalid principal.",
        "entry for session|/access-entries|{'principalArn':'arn:aws:sts::111122223333:assumed-role/bare/x'}|400 InvalidParameterException|The principalArn parameter format is not valid",
        "entry for service role|/access-entries|{'principalArn':'arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS'}|400 InvalidParameterException|The caller is not allowed to modify access entries with a principalArn value of a Service Linked Role",
        "entry in system group|/access-entries|{'principalArn':'arn:aws:iam::111122223333:role/bare','kubernetesGroups':['system:masters']}|400 InvalidParameterException|The kubernetes group name system:masters is invalid, it cannot start with system:",
        "entry as system user|/access-entries|{'principalArn':'arn:aws:iam::111122223333:role/bare','username':'system:admin'}|400 InvalidParameterException|reserved prefix",
        "named entry of nodes|/access-entries|{'principalArn':'arn:aws:iam::111122223333:role/bare','type':'EC2_LINUX','username':'x'}|400 InvalidRequestException|type STANDARD",
        "association there|/pod-identity-associations|{'namespace':'n','serviceAccount':'s','roleArn':'arn:aws:iam::111122223333:role/pod'}|409 ResourceInUseException|Association already exists",
        "association role|/pod-identity-associations|{'namespace':'n','serviceAccount':'t','roleArn':'arn:aws:iam::111122223333:role/bare'}|400 InvalidParameterException|pods.eks.amazonaws.com needs sts:AssumeRole and sts:TagSession",
        "two kinds of change|/update-config|{'deletionProtection':true,'logging':{}}|400 InvalidParameterException|Only one type of update",
        "no change|/update-config|{}|400 InvalidParameterException|No changes needed",
        "mode back|/update-config|{'accessConfig':{'authenticationMode':'CONFIG_MAP'}}|400 InvalidParameterException|Unsupported authentication mode update from",
      })
  void partOfClusterIsRefused(
      String what, String target, String body, String said, String message) {
    refused("/clusters/ready" + target, body, said, message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "policy unknown|{'policyArn':'arn:aws:eks::aws:cluster-access-policy/Root','accessScope':{'type':'cluster'}}|400 InvalidParameterException|The specified policyArn arn:aws:eks::aws:cluster-access-policy/Root is invalid",
        "policy of IAM|{'policyArn':'arn:aws:iam::aws:policy/AdministratorAccess','accessScope':{'type':'cluster'}}|400 InvalidParameterException|is invalid",
        "cluster with namespaces|{'policyArn':'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy','accessScope':{'type':'cluster','namespaces':['a']}}|400 InvalidParameterException|accessScope",
        "namespace without|{'policyArn':'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy','accessScope':{'type':'namespace'}}|400 InvalidParameterException|accessScope",
      })
  void accessPolicyIsRefused(String what, String body, String said, String message) {
    refused(ENTRY, body, said, message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "access entries of config map|/clusters/old/access-entries|{'principalArn':'arn:aws:iam::111122223333:role/bare'}|400 InvalidRequestException|The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
        "two modes at once|/clusters/old/update-config|{'accessConfig':{'authenticationMode':'API'}}|400 InvalidParameterException|Unsupported authentication mode update from CONFIG_MAP to API",
        "policy for nobody|/clusters/ready/access-entries/arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fbare/access-policies|{'policyArn':'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy','accessScope':{'type':'cluster'}}|404 ResourceNotFoundException|The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'.",
      })
  void stateForbidsIt(String what, String target, String body, String said, String message) {
    refused(target, body, said, message);
  }
}
