package dev.fedctl.sandbox.aws.ec2;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Page;
import dev.fedctl.sandbox.aws.core.Paging;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;

/** How the Describe calls of EC2 page. */
final class Listing {

  private static final Paging PAGES =
      new Paging(
          "MaxResults",
          "NextToken",
          1000,
          () ->
              new ServiceError(
                  "InvalidParameterValue",
                  400,
                  "Value for parameter NextToken is invalid. The token is invalid."));

  private Listing() {}

  /** For calls whose bounds are documented, and not in the model. */
  static void size(Input input, int least, int most) {
    input
        .number("MaxResults")
        .filter(size -> size < least || size > most)
        .ifPresent(
            size -> {
              throw new ServiceError(
                  "InvalidParameterValue",
                  400,
                  "Value ( %d ) for parameter maxResults is invalid. Expecting a value between %d and %d."
                      .formatted(size, least, most));
            });
  }

  static <T> Map<String, Object> page(
      String member,
      Collection<T> things,
      Function<T, String> key,
      Function<T, Map<String, Object>> shown,
      Input input,
      Context context) {
    Page<T> page = PAGES.page(things, key, input, context);
    return Output.of(member, page.items().stream().map(shown).toList(), "NextToken", page.next());
  }
}
