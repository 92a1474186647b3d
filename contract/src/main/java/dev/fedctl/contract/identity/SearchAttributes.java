package dev.fedctl.contract.identity;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/** The search attributes that every fedctl workflow carries. */
public final class SearchAttributes {

  /** The federation's name. */
  public static final SearchAttributeKey<String> FEDERATION =
      SearchAttributeKey.forKeyword("FedctlFederation");

  /**
   * How far the workflow has come: {@code Deploying}, then {@code Complete}, {@code Partial} or
   * {@code Aborted} of a federation, {@code WaitingForKarmada}, {@code Ready} or {@code Aborted} of
   * what is below it.
   */
  public static final SearchAttributeKey<String> PHASE =
      SearchAttributeKey.forKeyword("FedctlPhase");

  public static final SearchAttributeKey<String> REGION =
      SearchAttributeKey.forKeyword("FedctlRegion");

  /** True while a step of this very workflow is parked. */
  public static final SearchAttributeKey<Boolean> PARKED =
      SearchAttributeKey.forBoolean("FedctlParked");

  /** All of them; a namespace has to know them before a workflow can run in it. */
  public static final List<SearchAttributeKey<?>> ALL = List.of(FEDERATION, PHASE, REGION, PARKED);

  private SearchAttributes() {}
}
