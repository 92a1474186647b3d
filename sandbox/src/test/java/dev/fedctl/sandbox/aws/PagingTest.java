package dev.fedctl.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.sandbox.CloudUnderTest;
import dev.fedctl.sandbox.aws.RawAws.Answer;
import dev.fedctl.sandbox.aws.model.ModelTables;
import dev.fedctl.sandbox.aws.model.OperationModel;
import dev.fedctl.sandbox.aws.model.ServiceModel;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Every listing comes in pages of the wanted size that add up to the whole. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagingTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENTRY =
      "/clusters/cluster-1/access-entries/" + RawAws.encoded(ManyThings.PRINCIPAL);

  private CloudUnderTest cloud;
  private RawAws aws;

  /**
   * A listing.
   *
   * @param list the element or member that holds the things
   * @param size of a page: the smallest that the service allows
   * @param with a path for EKS, names and values in turn for the others
   */
  record Listing(String service, String operation, String list, int size, List<String> with) {

    static Listing of(String service, String operation, String list, int size, String... with) {
      return new Listing(service, operation, list, size, List.of(with));
    }

    String sizeName() {
      return switch (service) {
        case "eks" -> "maxResults";
        case "iam" -> "MaxItems";
        case "elbv2" -> "PageSize";
        default -> "MaxResults";
      };
    }

    String tokenName() {
      return switch (service) {
        case "eks" -> "nextToken";
        case "ec2" -> "NextToken";
        default -> "Marker";
      };
    }

    RawAws.Shape request(String... more) {
      if (service.equals("eks")) {
        StringBuilder target = new StringBuilder(with.getFirst());
        for (int i = 0; i < more.length; i += 2) {
          target.append(target.indexOf("?") < 0 ? '?' : '&');
          target.append(more[i]).append('=').append(RawAws.encoded(more[i + 1]));
        }
        return RawAws.json("GET", target.toString(), "");
      }
      String[] all = Stream.concat(with.stream(), Arrays.stream(more)).toArray(String[]::new);
      return RawAws.form(service, operation, all);
    }

    @Override
    public String toString() {
      return service + " " + operation;
    }
  }

  static Stream<Listing> listings() {
    return Stream.of(
        Listing.of("eks", "ListClusters", "clusters", 1, "/clusters"),
        Listing.of("eks", "ListNodegroups", "nodegroups", 1, "/clusters/cluster-1/node-groups"),
        Listing.of("eks", "ListAddons", "addons", 1, "/clusters/cluster-1/addons"),
        Listing.of(
            "eks", "ListAccessEntries", "accessEntries", 1, "/clusters/cluster-1/access-entries"),
        Listing.of(
            "eks",
            "ListAssociatedAccessPolicies",
            "associatedAccessPolicies",
            1,
            ENTRY + "/access-policies"),
        Listing.of(
            "eks",
            "ListPodIdentityAssociations",
            "associations",
            1,
            "/clusters/cluster-1/pod-identity-associations"),
        Listing.of(
            "eks", "ListUpdates", "updateIds", 1, "/clusters/cluster-1/updates?nodegroupName=a"),
        Listing.of("eks", "DescribeAddonVersions", "addons", 1, "/addons/supported-versions"),
        Listing.of("eks", "DescribeClusterVersions", "clusterVersions", 1, "/cluster-versions"),
        Listing.of("iam", "ListRoles", "Roles", 1),
        Listing.of("iam", "ListRoleTags", "Tags", 1, "RoleName", "many"),
        Listing.of("iam", "ListAttachedRolePolicies", "AttachedPolicies", 1, "RoleName", "many"),
        Listing.of("iam", "ListRolePolicies", "PolicyNames", 1, "RoleName", "many"),
        Listing.of("elbv2", "DescribeLoadBalancers", "LoadBalancers", 1),
        Listing.of("elbv2", "DescribeTargetGroups", "TargetGroups", 1),
        Listing.of("ec2", "DescribeVpcs", "vpcSet", 5),
        Listing.of("ec2", "DescribeSubnets", "subnetSet", 5),
        Listing.of("ec2", "DescribeRouteTables", "routeTableSet", 5),
        Listing.of("ec2", "DescribeSecurityGroups", "securityGroupInfo", 5),
        Listing.of("ec2", "DescribeNetworkInterfaces", "networkInterfaceSet", 5),
        Listing.of("ec2", "DescribeVolumes", "volumeSet", 5),
        Listing.of("ec2", "DescribeTags", "tagSet", 5),
        Listing.of("ec2", "DescribeInstanceTypes", "instanceTypeSet", 5),
        Listing.of("ec2", "DescribeInstanceTypeOfferings", "instanceTypeOfferingSet", 5),
        Listing.of("ec2", "DescribeLaunchTemplates", "launchTemplates", 1),
        Listing.of(
            "ec2",
            "DescribeLaunchTemplateVersions",
            "launchTemplateVersionSet",
            1,
            "LaunchTemplateName",
            "template-1"));
  }

  @BeforeAll
  void open() {
    cloud = new CloudUnderTest(ManyThings.world());
    aws = new RawAws(cloud);
    ManyThings.fill(cloud, aws);
  }

  @AfterAll
  void close() {
    cloud.close();
  }

  /** One page: the things in it and the token of the next, empty at the end. */
  private record Page(List<String> things, String next) {}

  private static Page page(Listing listing, Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    List<String> things = new ArrayList<>();
    try {
      if (listing.service().equals("eks")) {
        var tree = JSON.readTree(answer.body());
        tree.get(listing.list()).forEach(thing -> things.add(thing.toString()));
        return new Page(things, tree.path("nextToken").asText());
      }
      Element root =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(answer.body())))
              .getDocumentElement();
      NodeList children = first(root, listing.list()).getChildNodes();
      for (int i = 0; i < children.getLength(); i++) {
        things.add(children.item(i).getTextContent());
      }
      String next =
          Stream.of("nextToken", "NextMarker", "Marker")
              .filter(name -> root.getElementsByTagName(name).getLength() > 0)
              .map(name -> first(root, name).getTextContent())
              .findFirst()
              .orElse("");
      if (listing.service().equals("iam")) {
        assertThat(first(root, "IsTruncated").getTextContent())
            .isEqualTo(Boolean.toString(!next.isEmpty()));
      }
      return new Page(things, next);
    } catch (java.io.IOException
        | javax.xml.parsers.ParserConfigurationException
        | org.xml.sax.SAXException e) {
      throw new IllegalStateException(answer.body(), e);
    }
  }

  private static Node first(Element root, String name) {
    return root.getElementsByTagName(name).item(0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("listings")
  void pagesOfTheWantedSizeAddUp(Listing listing) {
    Page whole = page(listing, aws.send(listing.request()));
    assertThat(whole.next()).isEmpty();
    assertThat(whole.things()).hasSizeGreaterThan(listing.size());

    List<String> together = new ArrayList<>();
    String size = Integer.toString(listing.size());
    Page one = page(listing, aws.send(listing.request(listing.sizeName(), size)));
    while (!one.next().isEmpty()) {
      assertThat(one.things()).hasSize(listing.size());
      together.addAll(one.things());
      one =
          page(
              listing,
              aws.send(listing.request(listing.sizeName(), size, listing.tokenName(), one.next())));
    }
    together.addAll(one.things());
    assertThat(one.things()).isNotEmpty();
    assertThat(together).containsExactlyElementsOf(whole.things());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("listings")
  void tokenThatTheCallHasNotGivenOutIsRefused(Listing listing) {
    Listing other =
        listings()
            .filter(one -> one.service().equals(listing.service()))
            .filter(one -> !one.operation().equals(listing.operation()))
            .findFirst()
            .orElseThrow();
    String foreign =
        page(other, aws.send(other.request(other.sizeName(), Integer.toString(other.size()))))
            .next();
    for (String token : List.of("rubbish", foreign)) {
      Answer answer = aws.send(listing.request(listing.tokenName(), token));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.code())
          .isEqualTo(
              switch (listing.service()) {
                case "eks" -> "InvalidParameterException";
                case "ec2" -> "InvalidParameterValue";
                default -> "ValidationError";
              });
      assertThat(answer.message()).containsIgnoringCase("invalid");
    }
  }

  @Test
  void everyOperationThatPagesIsListedHere() {
    Set<String> paging = new TreeSet<>();
    for (String service : List.of("eks", "iam", "elbv2", "ec2", "sts")) {
      ServiceModel model = ModelTables.load(service);
      model.operations().values().stream()
          .filter(operation -> pages(model, operation))
          .forEach(operation -> paging.add(operation.name()));
    }
    // Nothing here has instance profiles; a load balancer of a cluster has one listener.
    paging.removeAll(Set.of("ListInstanceProfilesForRole", "DescribeListeners"));
    assertThat(listings().map(Listing::operation).collect(Collectors.toSet())).isEqualTo(paging);
  }

  private static boolean pages(ServiceModel model, OperationModel operation) {
    Set<String> members = model.structure(operation.input()).members().keySet();
    return Stream.of("nextToken", "NextToken", "Marker").anyMatch(members::contains);
  }

  @ParameterizedTest
  @CsvSource({
    "DescribeTags,,4,false",
    "DescribeTags,,5,true",
    "DescribeTags,,1000,true",
    "DescribeTags,,1001,false",
    "DescribeLaunchTemplateVersions,LaunchTemplateName,0,false",
    "DescribeLaunchTemplateVersions,LaunchTemplateName,200,true",
    "DescribeLaunchTemplateVersions,LaunchTemplateName,201,false",
  })
  void boundsThatOnlyTheDocumentationHasAreChecked(
      String operation, String name, String size, boolean good) {
    Answer answer =
        aws.send(
            name == null
                ? RawAws.form("ec2", operation, "MaxResults", size)
                : RawAws.form("ec2", operation, name, "template-1", "MaxResults", size));
    assertThat(answer.status()).as(answer.body()).isEqualTo(good ? 200 : 400);
    assertThat(answer.code()).isEqualTo(good ? "" : "InvalidParameterValue");
  }

  @ParameterizedTest
  @CsvSource({
    "DescribeVolumes,VolumeId.1,vol-01234567,volumeSet",
    "DescribeNetworkInterfaces,NetworkInterfaceId.1,eni-01234567,networkInterfaceSet",
  })
  void idsAndPagesExcludeEachOther(String operation, String name, String id, String said) {
    Answer answer = aws.send(RawAws.form("ec2", operation, name, id, "MaxResults", "5"));
    assertThat(answer.code()).isEqualTo("InvalidParameterCombination");
    assertThat(answer.message())
        .isEqualTo("The parameter " + said + " cannot be used with the parameter maxResults");
  }
}
