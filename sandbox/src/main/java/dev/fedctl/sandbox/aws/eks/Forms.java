package dev.fedctl.sandbox.aws.eks;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.TokenMemory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What EKS checks of names, tokens and tags in every request, and its table does not say. */
final class Forms {

  private static final Pattern NAME = Pattern.compile("[0-9A-Za-z][A-Za-z0-9_-]*");
  private static final String IN_WORDS =
      " contains invalid characters. It should conform to the regular expression"
          + " \"^[0-9A-Za-z][A-Za-z0-9-_]*\"In other words, it should start with a number or letter,"
          + " and can contain numbers, letters, dashes, and underscores.";
  private static final int NODE_GROUP_NAME = 63;

  private final TokenMemory<Boolean> tokens = new TokenMemory<>();

  /** The operation, once the forms are right. */
  Operation checked(Operation operation) {
    return (input, context) -> {
      names(input);
      length(input);
      reuse(input, context);
      if (!context.operation().name().equals("TagResource")) {
        tags(input);
      }
      Map<String, Object> answer = operation.run(input, context);
      tokens.remember(scope(context), token(input), input.members(), true, context.now());
      return answer;
    };
  }

  private static Optional<String> token(Input input) {
    return input.text("clientRequestToken");
  }

  private static String scope(Context context) {
    return context.region() + " " + context.operation().name();
  }

  // EKS's table has no code of its own for a token that comes back with another request.
  private void reuse(Input input, Context context) {
    tokens
        .find(scope(context), token(input), input.members(), context.now())
        .filter(known -> !known.sameRequest())
        .ifPresent(
            known -> {
              throw EksErrors.parameter(
                  "The client request token was used before with other parameters.");
            });
  }

  private static void names(Input input) {
    for (String member : List.of("name", "clusterName", "nodegroupName")) {
      String name = input.text(member).orElse("a");
      if (!NAME.matcher(name).matches()) {
        throw EksErrors.parameter("The " + member + " parameter" + IN_WORDS);
      }
    }
    if (input.text("nodegroupName").orElse("").length() > NODE_GROUP_NAME) {
      throw EksErrors.parameter("nodeGroupName can't be longer than 63 characters!");
    }
  }

  private static void length(Input input) {
    token(input)
        .filter(token -> token.length() < 33 || token.length() > 126)
        .ifPresent(
            token -> {
              throw EksErrors.parameter(
                  "The client request token parameter must be between 33 and 126 characters.");
            });
  }

  private static void tags(Input input) {
    if (input.textMap("tags").keySet().stream().anyMatch(Forms::isReserved)) {
      throw EksErrors.parameter("Tag keys starting with aws: are reserved");
    }
  }

  /** Whether a tag's key is AWS's own, in whatever case. */
  static boolean isReserved(String key) {
    return key.regionMatches(true, 0, "aws:", 0, "aws:".length());
  }
}
