package dev.fedctl.contract.change;

/**
 * One field with another value.
 *
 * @param path as users write it: {@code spec.nodes.count}, {@code spec.members[paris].labels}
 * @param from the value in force, as JSON
 * @param to the value wanted, as JSON
 */
public record Change(String path, String from, String to, How how) {

  /** How a change is carried out; the schema says so of every field, as {@code x-change}. */
  public enum How {
    IN_PLACE("in-place", "~"),
    ROLLING("rolling", "~"),
    REPLACE("replace", "-/+"),
    IMMUTABLE("immutable", "!");

    private final String inSchema;
    private final String mark;

    How(String inSchema, String mark) {
      this.inSchema = inSchema;
      this.mark = mark;
    }

    /** The mark of such a change in a plan. */
    public String mark() {
      return mark;
    }

    static How of(String inSchema) {
      for (How how : values()) {
        if (how.inSchema.equals(inSchema)) {
          return how;
        }
      }
      throw new IllegalArgumentException("unknown x-change " + inSchema);
    }
  }

  /** Why it is not carried out; empty when it is. */
  public String refusal() {
    return switch (how) {
      case IN_PLACE ->
          path.equals("spec.access.admins") && !SpecChanges.containsAll(to, from)
              ? path
                  + ": taking admins away is not carried out: delete their access entries yourself,"
                  + " and leave them in the spec"
              : "";
      case ROLLING ->
          "%s: %s → %s is a rolling change, which this release does not carry out; set it back"
              .formatted(path, from, to);
      case REPLACE ->
          "%s: %s → %s would replace what stands, which this release does not carry out; set it back"
              .formatted(path, from, to);
      case IMMUTABLE ->
          "%s: %s → %s cannot be changed on a federation that stands; set it back, or destroy and"
                  .formatted(path, from, to)
              + " deploy anew";
    };
  }
}
