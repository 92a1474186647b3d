package dev.fedctl.activity.karmada.host;

import dev.fedctl.contract.identity.Claim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import java.util.Map;
import java.util.TreeMap;

/** The StorageClass of etcd's volumes. */
public final class StorageClasses {

  public static final String NAME = "ebs-sc";

  private StorageClasses() {}

  /** Encrypted gp3 volumes that carry the owner tags, each in the zone of the pod that wants it. */
  public static StorageClass etcd(Claim claim) {
    Map<String, String> parameters = new TreeMap<>(Map.of("type", "gp3", "encrypted", "true"));
    int i = 1;
    for (Map.Entry<String, String> tag : claim.sharedTags().entrySet()) {
      parameters.put("tagSpecification_" + i++, tag.getKey() + "=" + tag.getValue());
    }
    return new StorageClassBuilder()
        .withNewMetadata()
        .withName(NAME)
        .endMetadata()
        .withProvisioner("ebs.csi.aws.com")
        .withParameters(parameters)
        .withReclaimPolicy("Delete")
        .withVolumeBindingMode("WaitForFirstConsumer")
        .withAllowVolumeExpansion(true)
        .build();
  }
}
