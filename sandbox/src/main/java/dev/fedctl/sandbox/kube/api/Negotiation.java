package dev.fedctl.sandbox.kube.api;

import java.util.List;

/** The media types of bodies and answers. */
final class Negotiation {

  private static final String KUBERNETES =
      "application/json, application/yaml, application/vnd.kubernetes.protobuf";
  private static final List<String> SHOWN =
      List.of(
          "application/json",
          "application/yaml",
          "application/vnd.kubernetes.protobuf",
          "application/*",
          "*/*");

  private Negotiation() {}

  /** Refuses a request that takes none of the forms in which objects are shown. */
  static void answer(ApiRequest request) {
    String accept = request.wire().header("accept").orElse("");
    if (accept.isBlank()) {
      return;
    }
    for (String type : accept.split(",")) {
      if (SHOWN.contains(plain(type))) {
        return;
      }
    }
    throw ApiRefusal.of(
        406,
        "NotAcceptable",
        "406: Not Acceptable\n\nAvailable representations: "
            + KUBERNETES
            + ", application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch");
  }

  /** Refuses a body that is said to be neither JSON nor YAML. */
  static void body(ApiRequest request) {
    String type = plain(request.wire().header("content-type").orElse(""));
    if (!List.of("", "application/json", "application/yaml").contains(type)) {
      throw ApiRefusal.of(
          415,
          "UnsupportedMediaType",
          "the body of the request was in an unknown format - accepted media types include: "
              + KUBERNETES);
    }
  }

  /** A media type without its parameters. */
  static String plain(String type) {
    return type.split(";")[0].trim();
  }
}
