package dev.fedctl.sandbox.aws.logs;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Page;
import dev.fedctl.sandbox.aws.core.Paging;
import dev.fedctl.sandbox.aws.core.Service;
import dev.fedctl.sandbox.aws.model.ModelTables;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** CloudWatch Logs with its operations. */
public final class LogService {

  private static final int STANDARD_PAGE = 50;
  private static final Paging PAGES =
      new Paging(
          "limit",
          "nextToken",
          STANDARD_PAGE,
          () ->
              new ServiceError(
                  "InvalidParameterException", 400, "The specified nextToken is invalid."));

  private final LogGroups groups;

  private LogService(LogGroups groups) {
    this.groups = groups;
  }

  public static Service create(LogGroups groups) {
    LogService service = new LogService(groups);
    Map<String, Operation> operations = new TreeMap<>();
    operations.put("DescribeLogGroups", service::describe);
    operations.put("DeleteLogGroup", service::delete);
    return Service.of(
        ModelTables.load("logs"), operations, List.of("logGroupName", "logGroupNamePrefix"));
  }

  private Map<String, Object> describe(Input input, Context context) {
    String prefix = input.text("logGroupNamePrefix").orElse("");
    List<Map.Entry<String, Instant>> chosen =
        groups.in(context.region()).entrySet().stream()
            .filter(group -> group.getKey().startsWith(prefix))
            .toList();
    Page<Map.Entry<String, Instant>> page = PAGES.page(chosen, Map.Entry::getKey, input, context);
    return Output.of(
        "logGroups",
        page.items().stream()
            .map(
                group ->
                    Output.of(
                        "logGroupName",
                        group.getKey(),
                        "creationTime",
                        group.getValue().toEpochMilli(),
                        "arn",
                        context.arn("logs", "log-group:" + group.getKey() + ":*"),
                        "storedBytes",
                        0L))
            .toList(),
        "nextToken",
        page.next());
  }

  private Map<String, Object> delete(Input input, Context context) {
    String name = input.required("logGroupName");
    if (groups.in(context.region()).remove(name) == null) {
      throw new ServiceError(
          "ResourceNotFoundException", 400, "The specified log group does not exist.");
    }
    context.effects().deleted(LogGroups.KIND, name, Optional.empty());
    return Map.of();
  }
}
