package dev.fedctl.contract.spec;

/**
 * A spec that breaks an invariant. The path is relative to the record that found it, in the dotted
 * form that users write: {@code etcd.replicas}, {@code members[2].name}; empty for the record
 * itself.
 */
public final class InvalidSpecException extends IllegalArgumentException {

  private final String path;

  public InvalidSpecException(String path, String message) {
    super(message);
    this.path = path;
  }

  public String path() {
    return path;
  }
}
