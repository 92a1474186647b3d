package dev.fedctl.sandbox.aws.sts;

import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Service;
import dev.fedctl.sandbox.aws.model.ModelTables;
import java.util.List;
import java.util.Map;

/** STS as far as it says who somebody is. */
public final class StsService {

  private StsService() {}

  public static Service create() {
    return Service.of(
        ModelTables.load("sts"),
        Map.of(
            "GetCallerIdentity",
            (input, context) -> {
              String arn = context.caller().principalArn();
              return Output.of(
                  "UserId",
                  "AROASANDBOX:" + arn.substring(arn.lastIndexOf('/') + 1),
                  "Account",
                  context.account(),
                  "Arn",
                  arn);
            }),
        List.of());
  }
}
