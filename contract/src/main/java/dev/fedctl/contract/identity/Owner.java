package dev.fedctl.contract.identity;

/**
 * One life of one federation; whatever carries its tags is ours.
 *
 * @param federation the federation's name
 * @param generation a random value made once per life, so that deploy, destroy, deploy of one name
 *     never takes a leftover for its own
 */
public record Owner(String federation, FederationId federationId, String generation) {

  public Claim claim(String resource) {
    return new Claim(this, resource, 1);
  }
}
