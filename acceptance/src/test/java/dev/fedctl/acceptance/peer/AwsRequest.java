package dev.fedctl.acceptance.peer;

import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to AWS, as far as its wire tells without a model of the service.
 *
 * @param service as it is named in what the request was signed for
 * @param call the action of a query or of a JSON call; else method and path
 */
public record AwsRequest(String service, String call, boolean isMutating) {

  private static final Pattern SERVICE =
      Pattern.compile("Credential=[^/]+/\\d{8}/[^/]+/([^/]+)/aws4_request");
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([^&]+)");
  private static final List<String> READING = List.of("Describe", "Get", "List");

  /**
   * @param authorization the header that signs it
   * @param target the header that names a JSON call; may be empty
   * @param body of a query: a form
   */
  static AwsRequest of(String method, URI uri, String authorization, String target, String body) {
    String service = first(SERVICE, authorization);
    String action =
        target.isEmpty() ? first(ACTION, body) : target.substring(target.indexOf('.') + 1);
    return action.isEmpty()
        ? new AwsRequest(service, method + " " + uri.getPath(), !method.equals("GET"))
        : new AwsRequest(service, action, READING.stream().noneMatch(action::startsWith));
  }

  private static String first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? found.group(1) : "";
  }

  @Override
  public String toString() {
    return service + ":" + call;
  }
}
