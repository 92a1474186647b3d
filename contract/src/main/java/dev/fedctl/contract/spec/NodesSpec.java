package dev.fedctl.contract.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The worker nodes of a cluster: their number and what each has.
 *
 * @param memoryGiB memory of one node in GiB
 */
public record NodesSpec(
    int count, int vcpus, @JsonProperty("memoryGiB") int memoryGiB, Architecture architecture) {

  private static final int MOST_NODES = 450;

  public NodesSpec {
    atLeastOne("count", count);
    atLeastOne("vcpus", vcpus);
    atLeastOne("memoryGiB", memoryGiB);
    if (count > MOST_NODES) {
      throw new InvalidSpecException("count", "must be " + MOST_NODES + " at most, was " + count);
    }
    if (architecture == null) {
      throw new InvalidSpecException("architecture", "is missing: x86_64 or arm64");
    }
  }

  private static void atLeastOne(String field, int value) {
    if (value < 1) {
      throw new InvalidSpecException(field, "must be 1 at least, was " + value);
    }
  }

  /** The processor architectures for which EKS has node images. */
  public enum Architecture {
    @JsonProperty("x86_64")
    X86_64,
    @JsonProperty("arm64")
    ARM64;

    /** As EC2 writes it in {@code processor-info.supported-architecture}. */
    public String ec2Name() {
      return this == X86_64 ? "x86_64" : "arm64";
    }
  }
}
