package dev.fedctl.contract.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** From where a load balancer can be reached. */
public enum Scheme {
  @JsonProperty("internet-facing")
  INTERNET_FACING,
  @JsonProperty("internal")
  INTERNAL
}
