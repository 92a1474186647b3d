package dev.fedctl.sandbox.aws.ec2;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Page;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the Describe calls of EC2 share: ids, filters, pages. */
final class Listing {

  private static final int PAGE = 1000;

  private Listing() {}

  /**
   * The things of the ids asked for, all of them when none is.
   *
   * @param notFound the error code of an id that does not exist
   */
  static <T> List<Resource<T>> chosen(
      Map<String, Resource<T>> all,
      List<String> ids,
      Context context,
      String notFound,
      String what) {
    if (ids.isEmpty()) {
      return all.values().stream().filter(thing -> thing.isVisible(context.now())).toList();
    }
    List<Resource<T>> chosen = new ArrayList<>();
    for (String id : ids) {
      Resource<T> thing = all.get(id);
      if (thing == null || !thing.isVisible(context.now())) {
        throw new ServiceError(notFound, 400, "The " + what + " ID '" + id + "' does not exist");
      }
      chosen.add(thing);
    }
    return chosen;
  }

  static <T> Map<String, Object> page(
      String member,
      Collection<T> things,
      Function<T, String> key,
      Function<T, Map<String, Object>> shown,
      Input input) {
    Page<T> page =
        Page.of(
            things,
            key,
            input.number("MaxResults").orElse(PAGE),
            input.text("NextToken"),
            () ->
                new ServiceError(
                    "InvalidNextToken",
                    400,
                    "The token '" + input.text("NextToken").orElse("") + "' is invalid"));
    return Output.of(member, page.items().stream().map(shown).toList(), "NextToken", page.next());
  }
}
