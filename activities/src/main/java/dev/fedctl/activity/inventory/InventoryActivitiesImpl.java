package dev.fedctl.activity.inventory;

import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.contract.activity.InventoryActivities;
import java.util.List;

/** {@link InventoryActivities} by EKS, EC2, Elastic Load Balancing, CloudWatch Logs and IAM. */
public final class InventoryActivitiesImpl implements InventoryActivities {

  private final AwsClients aws;

  public InventoryActivitiesImpl(AwsClients aws) {
    this.aws = aws;
  }

  @Override
  public Inventory takeInventory(InventoryQuery query) {
    FederationLook look = new FederationLook(aws, Wanted.of(query));
    return AwsFailures.translating(
        "look for what federation \"%s\" has".formatted(query.federation()),
        () ->
            query.regions().isEmpty()
                ? look.everywhere(query.home())
                : new Inventory(look.in(query.regions(), true), List.of()));
  }

  @Override
  public Inventory findTraces(InventoryQuery query) {
    return AwsFailures.translating(
        "look for traces of federation \"%s\"".formatted(query.federation()),
        () -> new FederationLook(aws, Wanted.of(query)).traces(query.home(), query.regions()));
  }
}
