package dev.fedctl.sandbox.aws.iam;

import dev.fedctl.sandbox.aws.core.Ids;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Service;
import dev.fedctl.sandbox.aws.model.ModelTables;
import dev.fedctl.sandbox.world.Quotas;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** IAM with its operations. */
public final class IamService {

  private IamService() {}

  public static Service create(RoleStore roles, Ids ids, Quotas quotas) {
    Map<String, Operation> operations = new TreeMap<>();
    new RoleApi(roles, ids, quotas).addTo(operations);
    new RolePolicyApi(roles).addTo(operations);
    return Service.of(
        ModelTables.load("iam"),
        operations,
        List.of("RoleName", "PathPrefix", "PolicyName", "PolicyArn"));
  }
}
