package dev.fedctl.starter.spec;

import dev.fedctl.contract.spec.FederationDocument;
import java.util.Optional;

/** A checked spec that still knows where its parts were written. */
public final class LoadedSpec {

  private final FederationDocument document;
  private final LocatedTree tree;

  LoadedSpec(FederationDocument document, LocatedTree tree) {
    this.document = document;
    this.tree = tree;
  }

  public FederationDocument document() {
    return document;
  }

  /** A problem that showed only later, at the place in the file that caused it. */
  public SpecProblem problem(String path, String message) {
    return new SpecProblem(place(path), path, message);
  }

  private Optional<Place> place(String path) {
    return tree.place(SpecLoader.pointer(path));
  }
}
