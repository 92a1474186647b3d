package dev.fedctl.sandbox.aws.elb;

import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Service;
import dev.fedctl.sandbox.aws.eks.EksFacts;
import dev.fedctl.sandbox.aws.model.ModelTables;
import dev.fedctl.sandbox.cloud.KubernetesSide;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Elastic Load Balancing v2 with its operations. */
public final class ElbService {

  private ElbService() {}

  public static Service create(
      LoadBalancers balancers, EksFacts clusters, Supplier<KubernetesSide> kubernetes) {
    Map<String, Operation> operations = new TreeMap<>();
    new LoadBalancerApi(balancers).addTo(operations);
    new TargetGroupApi(balancers, clusters, kubernetes).addTo(operations);
    return Service.of(
        ModelTables.load("elbv2"),
        operations,
        List.of(
            "Names",
            "LoadBalancerArn",
            "LoadBalancerArns",
            "TargetGroupArn",
            "TargetGroupArns",
            "ListenerArns",
            "ResourceArns"));
  }
}
