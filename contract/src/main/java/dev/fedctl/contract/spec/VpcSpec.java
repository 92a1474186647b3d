package dev.fedctl.contract.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Which VPC: an existing one, by its exact Name tag or by its id. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(VpcSpec.ByName.class), @JsonSubTypes.Type(VpcSpec.ById.class)})
public sealed interface VpcSpec {

  /** The one VPC of the region whose tag {@code Name} is exactly this. */
  record ByName(String name) implements VpcSpec {}

  /** {@code vpc-…} */
  record ById(String id) implements VpcSpec {}
}
