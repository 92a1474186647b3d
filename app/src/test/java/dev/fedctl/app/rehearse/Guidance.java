package dev.fedctl.app.rehearse;

import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.starter.spec.SpecLoader;
import java.io.InputStream;
import java.util.List;

/** Specs to rehearse. */
final class Guidance {

  private Guidance() {}

  /** The example with so many members. */
  static FederationDocument with(int members) {
    return load("../examples/guidance.yaml", "spec.members={count: " + members + "}");
  }

  static FederationDocument load(String file, String... set) {
    return new SpecLoader(InputStream.nullInputStream()).load(file, List.of(set)).document();
  }
}
