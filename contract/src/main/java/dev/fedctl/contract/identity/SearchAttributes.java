package dev.fedctl.contract.identity;

import io.temporal.common.SearchAttributeKey;

/** The search attributes that every fedctl workflow carries. */
public final class SearchAttributes {

  /** The federation's name. */
  public static final SearchAttributeKey<String> FEDERATION =
      SearchAttributeKey.forKeyword("FedctlFederation");

  /** What the workflow is doing: {@code Deploying}, {@code Complete}, {@code Partial}, … */
  public static final SearchAttributeKey<String> PHASE =
      SearchAttributeKey.forKeyword("FedctlPhase");

  public static final SearchAttributeKey<String> REGION =
      SearchAttributeKey.forKeyword("FedctlRegion");

  /** True while a step of this very workflow is parked. */
  public static final SearchAttributeKey<Boolean> PARKED =
      SearchAttributeKey.forBoolean("FedctlParked");

  private SearchAttributes() {}
}
