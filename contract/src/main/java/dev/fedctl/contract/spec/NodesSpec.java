package dev.fedctl.contract.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The worker nodes of a cluster: their number and what each has.
 *
 * @param memoryGiB memory of one node in GiB
 */
public record NodesSpec(
    int count, int vcpus, @JsonProperty("memoryGiB") int memoryGiB, Architecture architecture) {

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
