package dev.fedctl.sandbox.aws.core;

import dev.fedctl.sandbox.aws.model.ServiceModel;
import dev.fedctl.sandbox.aws.protocol.AwsJson;
import dev.fedctl.sandbox.aws.protocol.Protocol;
import dev.fedctl.sandbox.aws.protocol.Query;
import dev.fedctl.sandbox.aws.protocol.RestJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One AWS service: its table, its protocol and its operations.
 *
 * @param subjectMembers the members that say what a call is about, outermost first
 */
public record Service(
    ServiceModel model,
    Protocol protocol,
    Map<String, Operation> operations,
    List<String> subjectMembers) {

  /** Every operation of the table must be carried out by something. */
  public static Service of(
      ServiceModel model, Map<String, Operation> operations, List<String> subjectMembers) {
    if (!operations.keySet().equals(model.operations().keySet())) {
      throw new IllegalStateException(
          model.signingName()
              + ": table "
              + model.operations().keySet()
              + ", code "
              + operations.keySet());
    }
    Protocol protocol =
        switch (model.protocol()) {
          case REST_JSON -> new RestJson(model);
          case AWS_JSON -> new AwsJson(model);
          case QUERY, EC2 -> new Query(model);
        };
    return new Service(model, protocol, operations, subjectMembers);
  }

  /** The prefix of IAM actions: {@code eks}, {@code elasticloadbalancing}. */
  public String name() {
    return model.signingName();
  }

  /** What a request is about, levels joined by slashes; empty when it does not say. */
  public String subject(Map<String, Object> input) {
    return subjectMembers.stream()
        .map(input::get)
        .filter(Objects::nonNull)
        .map(
            value ->
                value instanceof List<?> list
                    ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                    : String.valueOf(value))
        .collect(Collectors.joining("/"));
  }
}
