package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Service;
import dev.fedctl.sandbox.aws.model.ModelTables;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** EKS with its operations. */
public final class EksService {

  private EksService() {}

  public static Service create(Eks eks) {
    Map<String, Operation> operations = new TreeMap<>();
    Updates updates = new Updates(eks);
    new ClusterApi(eks, updates).addTo(operations);
    new NodegroupApi(eks, updates).addTo(operations);
    new AddonApi(eks, updates).addTo(operations);
    new AccessEntryApi(eks).addTo(operations);
    new AccessPolicyApi(eks).addTo(operations);
    new PodIdentityApi(eks).addTo(operations);
    new VersionApi(eks.world()).addTo(operations);
    new EksTagApi(eks.clusters()).addTo(operations);
    updates.addTo(operations);
    Forms forms = new Forms();
    operations.replaceAll((name, operation) -> forms.checked(operation));
    return Service.of(
        ModelTables.load("eks"),
        operations,
        List.of(
            "name",
            "clusterName",
            "resourceArn",
            "nodegroupName",
            "addonName",
            "principalArn",
            "policyArn",
            "namespace",
            "serviceAccount",
            "associationId",
            "updateId"));
  }
}
