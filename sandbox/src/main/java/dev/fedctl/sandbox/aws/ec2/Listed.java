package dev.fedctl.sandbox.aws.ec2;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One kind of thing as its Describe call lists it: by ids, filters and pages.
 *
 * @param member the member of the answer
 * @param ids the member of the request with the ids asked for; none means all
 * @param notFound the error code of an id that does not exist
 * @param message what the error says, {@code %s} standing for the id
 */
record Listed<T>(
    String member, String ids, String notFound, String message, Filters<Resource<T>> filters) {

  /**
   * @param facets what each filter looks at; tags are there without being named
   */
  static <T> Listed<T> of(
      String member,
      String ids,
      String notFound,
      String message,
      Map<String, Function<Resource<T>, List<String>>> facets) {
    return new Listed<>(member, ids, notFound, message, Filters.tagged(facets));
  }

  /** What cannot be asked for by ids and in pages at once, as EC2 calls the ids. */
  private static final Map<String, String> EXCLUSIVE =
      Map.of("Volumes", "volumeSet", "NetworkInterfaces", "networkInterfaceSet");

  Map<String, Object> describe(
      Map<String, Resource<T>> all,
      Function<Resource<T>, Map<String, Object>> shown,
      Input input,
      Context context) {
    String exclusive = EXCLUSIVE.get(member);
    if (exclusive != null && input.has(ids) && input.has("MaxResults")) {
      throw new ServiceError(
          "InvalidParameterCombination",
          400,
          "The parameter " + exclusive + " cannot be used with the parameter maxResults");
    }
    return Listing.page(
        member,
        filters.apply(input, context, chosen(all, input.texts(ids), context)),
        Resource::id,
        shown,
        input,
        context);
  }

  private List<Resource<T>> chosen(
      Map<String, Resource<T>> all, List<String> wanted, Context context) {
    if (wanted.isEmpty()) {
      return all.values().stream().filter(thing -> thing.isVisible(context.now())).toList();
    }
    List<Resource<T>> chosen = new ArrayList<>();
    for (String id : wanted) {
      chosen.add(found(all, id, context));
    }
    return chosen;
  }

  /** The thing with that id. */
  Resource<T> found(Map<String, Resource<T>> all, String id, Context context) {
    Resource<T> thing = all.get(id);
    if (thing == null || !thing.isVisible(context.now())) {
      throw new ServiceError(notFound, 400, message.formatted(id));
    }
    return thing;
  }
}
