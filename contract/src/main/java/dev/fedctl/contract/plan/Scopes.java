package dev.fedctl.contract.plan;

import java.util.Set;

/** The first part of a step's id: a cluster's name, or one of these. */
public final class Scopes {

  public static final String FEDERATION = "federation";
  public static final String KARMADA = "karmada";
  public static final String DEMO = "demo";

  /** No cluster may be called so. */
  public static final Set<String> RESERVED = Set.of(FEDERATION, KARMADA, DEMO, "all");

  private Scopes() {}
}
