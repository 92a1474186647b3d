package dev.fedctl.starter.render;

import dev.fedctl.contract.spec.FederationDocument;
import java.util.ArrayList;
import java.util.List;

/** What a spec allows and a careful person would want to know before paying for it. */
public final class Warnings {

  private Warnings() {}

  public static List<String> of(FederationDocument document) {
    List<String> warnings = new ArrayList<>();
    if (document.spec().karmada().endpoint().isOpenToTheWorld()) {
      warnings.add(
          "KARMADA'S API IS OPEN TO THE WORLD on port "
              + document.spec().karmada().endpoint().port()
              + ": name who may reach it in spec.karmada.endpoint.allowedCidrs");
    }
    if (document.spec().access().admins().isEmpty()) {
      warnings.add(
          "NOBODY BUT THE WORKER may use the clusters: name roles or users in"
              + " spec.access.admins");
    }
    return warnings;
  }
}
