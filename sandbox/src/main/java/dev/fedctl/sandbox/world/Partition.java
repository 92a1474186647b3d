package dev.fedctl.sandbox.world;

/** AWS's separate clouds; an account lives in one of them. */
public enum Partition {
  AWS("aws", "amazonaws.com", "us-east-1"),
  AWS_CN("aws-cn", "amazonaws.com.cn", "cn-north-1"),
  AWS_US_GOV("aws-us-gov", "amazonaws.com", "us-gov-west-1");

  private final String id;
  private final String domain;
  private final String globalRegion;

  Partition(String id, String domain, String globalRegion) {
    this.id = id;
    this.domain = domain;
    this.globalRegion = globalRegion;
  }

  /** The partition in which a region is, whether there is such a region or not. */
  public static Partition of(String region) {
    if (region.startsWith("cn-")) {
      return AWS_CN;
    }
    return region.startsWith("us-gov-") ? AWS_US_GOV : AWS;
  }

  /** As ARNs name it. */
  public String id() {
    return id;
  }

  /** The suffix of host names. */
  public String domain() {
    return domain;
  }

  /** The region for which requests to services without regions are signed. */
  public String globalRegion() {
    return globalRegion;
  }

  /** The ARN of something of AWS's or of an account. */
  public String arn(String service, String region, String account, String resource) {
    return "arn:" + id + ":" + service + ":" + region + ":" + account + ":" + resource;
  }
}
