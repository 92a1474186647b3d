package dev.fedctl.sandbox.aws.model;

import java.util.Map;
import java.util.Optional;

/**
 * The table of one service.
 *
 * @param namespace of XML; in the JSON protocol what stands before the name of an operation
 * @param errors the HTTP status of each error code that the service declares
 */
public record ServiceModel(
    Protocol protocol,
    String apiVersion,
    String signingName,
    String namespace,
    Map<String, OperationModel> operations,
    Map<String, Integer> errors,
    Map<String, Shape> shapes) {

  /** How requests and answers are written. */
  public enum Protocol {
    REST_JSON,
    AWS_JSON,
    QUERY,
    EC2
  }

  public Shape shape(String name) {
    Shape shape = shapes.get(name);
    if (shape == null) {
      throw new IllegalStateException("the table of " + signingName + " lacks shape " + name);
    }
    return shape;
  }

  public Shape.Structure structure(Optional<String> name) {
    if (name.isEmpty()) {
      return new Shape.Structure(Map.of(), java.util.Set.of());
    }
    return (Shape.Structure) shape(name.get());
  }
}
