package dev.fedctl.sandbox.world;

import java.util.ArrayList;
import java.util.List;

/** Instance types with the figures that AWS publishes for them. */
public final class InstanceTypes {

  /**
   * @param architecture {@code x86_64} or {@code arm64}
   * @param hypervisor {@code nitro} or {@code xen}
   */
  public record InstanceType(
      String name,
      int vcpus,
      int memoryMiB,
      String architecture,
      String hypervisor,
      boolean currentGeneration) {}

  private record Family(
      String name, String architecture, String hypervisor, boolean current, int gibPerVcpu) {}

  // Burstable families have 2 vCPUs from medium to large; the others start at large with 2.
  private static final List<Family> BURSTABLE =
      List.of(
          new Family("t2", "x86_64", "xen", true, 0),
          new Family("t3", "x86_64", "nitro", true, 0),
          new Family("t3a", "x86_64", "nitro", true, 0),
          new Family("t4g", "arm64", "nitro", true, 0));

  private static final List<Family> REGULAR =
      List.of(
          new Family("m4", "x86_64", "xen", false, 4),
          new Family("c4", "x86_64", "xen", false, 2),
          new Family("m5", "x86_64", "nitro", true, 4),
          new Family("m5a", "x86_64", "nitro", true, 4),
          new Family("m6i", "x86_64", "nitro", true, 4),
          new Family("m6a", "x86_64", "nitro", true, 4),
          new Family("m7i", "x86_64", "nitro", true, 4),
          new Family("m6g", "arm64", "nitro", true, 4),
          new Family("m7g", "arm64", "nitro", true, 4),
          new Family("c5", "x86_64", "nitro", true, 2),
          new Family("c5a", "x86_64", "nitro", true, 2),
          new Family("c6i", "x86_64", "nitro", true, 2),
          new Family("c6a", "x86_64", "nitro", true, 2),
          new Family("c7i", "x86_64", "nitro", true, 2),
          new Family("c6g", "arm64", "nitro", true, 2),
          new Family("c7g", "arm64", "nitro", true, 2),
          new Family("r5", "x86_64", "nitro", true, 8),
          new Family("r6i", "x86_64", "nitro", true, 8),
          new Family("r7g", "arm64", "nitro", true, 8));

  private static final List<InstanceType> ALL = table();

  private InstanceTypes() {}

  public static List<InstanceType> all() {
    return ALL;
  }

  private static List<InstanceType> table() {
    List<InstanceType> types = new ArrayList<>();
    for (Family family : BURSTABLE) {
      types.add(type(family, "medium", 2, 4));
      types.add(type(family, "large", 2, 8));
      types.add(type(family, "xlarge", 4, 16));
      types.add(type(family, "2xlarge", 8, 32));
    }
    for (Family family : REGULAR) {
      if (family.architecture().equals("arm64")) {
        types.add(type(family, "medium", 1, family.gibPerVcpu()));
      }
      int[] vcpus = {2, 4, 8, 16};
      String[] sizes = {"large", "xlarge", "2xlarge", "4xlarge"};
      for (int i = 0; i < sizes.length; i++) {
        types.add(type(family, sizes[i], vcpus[i], family.gibPerVcpu() * vcpus[i]));
      }
    }
    return List.copyOf(types);
  }

  // The fourth generation of C has 3.75 GiB where later ones have 4.
  private static InstanceType type(Family family, String size, int vcpus, int gib) {
    int mib = family.name().equals("c4") ? gib * 960 : gib * 1024;
    return new InstanceType(
        family.name() + "." + size,
        vcpus,
        mib,
        family.architecture(),
        family.hypervisor(),
        family.current());
  }
}
