package dev.fedctl.sandbox.kube.apply;

/** A patch that does not fit the object. */
public final class PatchFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public PatchFailure(String message) {
    super(message, null, false, false);
  }
}
