package dev.fedctl.sandbox.aws.protocol;

import dev.fedctl.sandbox.aws.model.OperationModel;
import dev.fedctl.sandbox.aws.model.ServiceModel;
import dev.fedctl.sandbox.aws.model.Shape;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Writes typed values as XML by a table, so that no answer has a member that AWS does not have. */
final class XmlAnswers {

  private final ServiceModel model;
  private final boolean ec2;

  XmlAnswers(ServiceModel model) {
    this.model = model;
    this.ec2 = model.protocol() == ServiceModel.Protocol.EC2;
  }

  String write(OperationModel operation, Map<String, Object> output, String requestId) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    String root = operation.name() + "Response";
    xml.append('<').append(root).append(" xmlns=\"").append(model.namespace()).append("\">");
    if (ec2) {
      element(xml, "requestId", requestId);
      structure(xml, model.structure(operation.output()), output);
    } else {
      operation
          .wrapper()
          .ifPresent(
              wrapper -> {
                xml.append('<').append(wrapper).append('>');
                structure(xml, model.structure(operation.output()), output);
                xml.append("</").append(wrapper).append('>');
              });
      xml.append("<ResponseMetadata>");
      element(xml, "RequestId", requestId);
      xml.append("</ResponseMetadata>");
    }
    return xml.append("</").append(root).append('>').toString();
  }

  private void structure(StringBuilder xml, Shape.Structure shape, Map<?, ?> values) {
    values.forEach(
        (name, value) -> {
          Shape.Member member = shape.members().get(String.valueOf(name));
          if (member == null) {
            throw new IllegalStateException("the model has no member " + name);
          }
          String element = member.wireName().orElse(String.valueOf(name));
          value(xml, element, model.shape(member.shape()), value);
        });
  }

  private void value(StringBuilder xml, String element, Shape shape, Object value) {
    switch (shape) {
      case Shape.Structure structure -> {
        xml.append('<').append(element).append('>');
        structure(xml, structure, (Map<?, ?>) value);
        xml.append("</").append(element).append('>');
      }
      case Shape.ListOf list -> {
        Shape of = model.shape(list.of());
        String item = list.memberName().orElse("member");
        xml.append('<').append(element).append('>');
        ((List<?>) value).forEach(entry -> value(xml, item, of, entry));
        xml.append("</").append(element).append('>');
      }
      case Shape.MapOf map -> throw new IllegalStateException("no answer in use has a map");
      case Shape.Timestamp() ->
          element(xml, element, ((Instant) value).truncatedTo(ChronoUnit.SECONDS).toString());
      case Shape.Text text -> element(xml, element, (String) value);
      case Shape.WholeNumber number -> element(xml, element, String.valueOf(value));
      case Shape.Decimal() -> element(xml, element, String.valueOf(value));
      case Shape.Flag() -> element(xml, element, String.valueOf(value));
    }
  }

  private static void element(StringBuilder xml, String name, String text) {
    xml.append('<').append(name).append('>');
    xml.append(escape(text));
    xml.append("</").append(name).append('>');
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
