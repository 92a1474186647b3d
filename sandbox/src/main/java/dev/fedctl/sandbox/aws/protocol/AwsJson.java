package dev.fedctl.sandbox.aws.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fedctl.sandbox.aws.model.OperationModel;
import dev.fedctl.sandbox.aws.model.ServiceModel;
import dev.fedctl.sandbox.aws.model.Shape;
import dev.fedctl.sandbox.wire.WireRequest;
import dev.fedctl.sandbox.wire.WireResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The AWS JSON protocol (1.1), which CloudWatch Logs speaks: the operation in a header, its members
 * in a body.
 */
public final class AwsJson implements Protocol {

  private static final String TYPE = "application/x-amz-json-1.1";

  private final ServiceModel model;
  private final JsonAnswers answers;

  public AwsJson(ServiceModel model) {
    this.model = model;
    this.answers = new JsonAnswers(model);
  }

  private String prefix() {
    return model.namespace() + ".";
  }

  @Override
  public boolean speaks(WireRequest request) {
    return request.header("x-amz-target").orElse("").startsWith(prefix());
  }

  @Override
  public Decoded decode(WireRequest request) {
    String target = request.header("x-amz-target").orElse("");
    OperationModel operation =
        target.startsWith(prefix())
            ? model.operations().get(target.substring(prefix().length()))
            : null;
    if (operation == null) {
      throw new ServiceError("UnknownOperationException", 400, "Unknown operation");
    }
    Shape.Structure shape = model.structure(operation.input());
    Typing typing = new Typing(model);
    Map<String, Raw> fields = new LinkedHashMap<>();
    if (request.body().length > 0) {
      JsonBodies.read(request.body(), shape, fields, typing);
    }
    Map<String, Object> input = typing.structure(shape, fields, "");
    return new Decoded(operation, input, typing.violations());
  }

  @Override
  public WireResponse.Answer answer(
      OperationModel operation, Map<String, Object> output, String requestId) {
    // An operation without a result answers nothing at all.
    String body = operation.output().isEmpty() ? "" : answers.write(operation.output(), output);
    return new WireResponse.Answer(
        operation.status(),
        Map.of("Content-Type", TYPE, "x-amzn-RequestId", requestId),
        body.getBytes(UTF_8));
  }

  @Override
  public WireResponse.Answer error(ServiceError error, String requestId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("__type", error.code());
    body.put("message", error.text());
    return new WireResponse.Answer(
        error.status(),
        Map.of("Content-Type", TYPE, "x-amzn-RequestId", requestId),
        JsonBodies.write(body));
  }

  @Override
  public ServiceError refusal(List<Violation> violations) {
    return new ServiceError(
        "InvalidParameterException", 400, JsonBodies.words(violations.getFirst()));
  }
}
