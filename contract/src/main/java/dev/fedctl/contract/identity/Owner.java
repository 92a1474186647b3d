package dev.fedctl.contract.identity;

/**
 * One life of one federation; whatever carries its tags is ours.
 *
 * @param federation the federation's name
 * @param account the AWS account that it lives in
 * @param region its home region
 * @param generation a random value made once per life, so that deploy, destroy, deploy of one name
 *     never takes a leftover for its own
 */
public record Owner(String federation, String account, String region, String generation) {

  public FederationId federationId() {
    return FederationId.of(account, region, federation);
  }

  public Claim claim(String resource) {
    return new Claim(this, resource, 1);
  }
}
