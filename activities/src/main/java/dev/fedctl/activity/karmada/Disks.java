package dev.fedctl.activity.karmada;

import dev.fedctl.activity.kubernetes.SdkFailures;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.identity.Claim;
import dev.fedctl.contract.identity.OwnerTags;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Volume;

/** The EBS volumes of a namespace's claims: they outlive a cluster that is deleted before them. */
public final class Disks {

  private final Function<String, Ec2Client> clients;
  private final SdkFailures failures;

  /**
   * @param clients the client of a region
   */
  public Disks(Function<String, Ec2Client> clients, SdkFailures failures) {
    this.clients = clients;
    this.failures = failures;
  }

  /**
   * The ids of the volumes that the driver made for this owner: by its own tags, and by those that
   * our StorageClass asks for.
   */
  List<String> of(ClusterRef cluster, String namespace, Claim claim) {
    List<Filter> tags =
        Map.of(
                "kubernetes.io/created-for/pvc/namespace",
                namespace,
                "kubernetes.io/cluster/" + cluster.name(),
                "owned",
                OwnerTags.FEDERATION_ID,
                claim.owner().federationId().toString())
            .entrySet()
            .stream()
            .map(tag -> Filter.builder().name("tag:" + tag.getKey()).values(tag.getValue()).build())
            .toList();
    try {
      return clients
          .apply(cluster.region())
          .describeVolumesPaginator(r -> r.filters(tags))
          .volumes()
          .stream()
          .map(Volume::volumeId)
          .toList();
    } catch (SdkException e) {
      throw failures.translate("find volumes of cluster \"" + cluster.name() + "\"", e);
    }
  }
}
