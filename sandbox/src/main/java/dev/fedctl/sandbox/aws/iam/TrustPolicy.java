package dev.fedctl.sandbox.aws.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may assume a role.
 *
 * @param document the JSON as it was sent
 */
public record TrustPolicy(String document, JsonNode statements) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");
  private static final Set<String> KEYS =
      Set.of("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Condition");
  private static final Pattern SERVICE = Pattern.compile("[a-z0-9.-]+\\.amazonaws\\.com(\\.cn)?");
  private static final int MAX_CHARACTERS = 2048;

  /**
   * Reads a document.
   *
   * @throws ServiceError {@code MalformedPolicyDocument}, {@code LimitExceeded}
   */
  static TrustPolicy parse(String document) {
    if (document.replaceAll("\\s", "").length() > MAX_CHARACTERS) {
      throw new ServiceError(
          "LimitExceeded", 409, "Cannot exceed quota for ACLSizePerRole: " + MAX_CHARACTERS);
    }
    JsonNode root = tree(document);
    if (!root.isObject() || !root.path("Statement").isContainerNode()) {
      throw malformed("Syntax errors in policy.");
    }
    if (root.has("Version") && !VERSIONS.contains(root.get("Version").asText())) {
      throw malformed("The policy must contain a valid version string");
    }
    JsonNode statement = root.get("Statement");
    JsonNode statements = statement.isArray() ? statement : JSON.createArrayNode().add(statement);
    if (statements.isEmpty()) {
      throw malformed("Syntax errors in policy.");
    }
    statements.forEach(TrustPolicy::check);
    return new TrustPolicy(document, statements);
  }

  private static JsonNode tree(String document) {
    try {
      return JSON.readTree(document);
    } catch (JsonProcessingException e) {
      throw malformed("This policy contains invalid Json");
    }
  }

  private static void check(JsonNode statement) {
    if (statement.has("Resource")) {
      throw malformed("Has prohibited field Resource");
    }
    statement
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                throw malformed("Syntax error at position: unknown field " + key);
              }
            });
    String effect = statement.path("Effect").asText();
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      throw malformed("Syntax errors in policy.");
    }
    JsonNode principal = statement.path("Principal");
    if (principal.isMissingNode() && !statement.has("NotPrincipal")) {
      throw malformed("Missing required field Principal");
    }
    List<String> actions = texts(statement.path("Action"));
    if (actions.isEmpty() && !statement.has("NotAction")) {
      throw malformed("Missing required field Action");
    }
    if (actions.stream().anyMatch(action -> !action.startsWith("sts:"))) {
      throw malformed("AssumeRole policy may only specify STS AssumeRole actions.");
    }
    for (String service : texts(principal.path("Service"))) {
      if (!SERVICE.matcher(service).matches()) {
        throw malformed("Invalid principal in policy: \"SERVICE\":\"" + service + "\"");
      }
    }
  }

  /** Whether a service, such as {@code eks.amazonaws.com}, may do an action, such as AssumeRole. */
  public boolean allows(String service, String action) {
    for (JsonNode statement : statements) {
      if (statement.path("Effect").asText().equals("Allow")
          && texts(statement.path("Principal").path("Service")).contains(service)
          && texts(statement.path("Action")).contains(action)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> texts(JsonNode node) {
    if (node.isTextual()) {
      return List.of(node.asText());
    }
    List<String> texts = new ArrayList<>();
    node.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static ServiceError malformed(String message) {
    return new ServiceError("MalformedPolicyDocument", 400, message);
  }
}
