package dev.fedctl.sandbox.aws.ec2;

import dev.fedctl.sandbox.aws.core.Context;
import dev.fedctl.sandbox.aws.core.Input;
import dev.fedctl.sandbox.aws.core.Operation;
import dev.fedctl.sandbox.aws.core.Output;
import dev.fedctl.sandbox.aws.core.Tags;
import dev.fedctl.sandbox.aws.protocol.ServiceError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tags of anything that EC2 has. */
final class TagApi {

  private record Tag(String id, String type, String key, String value) {}

  private static final Filters<Tag> FILTERS =
      Filters.untagged(
          Map.of(
              "key", tag -> List.of(tag.key()),
              "value", tag -> List.of(tag.value()),
              "resource-id", tag -> List.of(tag.id()),
              "resource-type", tag -> List.of(tag.type())));

  private final Ec2Regions regions;

  TagApi(Ec2Regions regions) {
    this.regions = regions;
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("CreateTags", this::create);
    operations.put("DeleteTags", this::delete);
    operations.put("DescribeTags", this::describe);
  }

  private Map<String, Object> create(Input input, Context context) {
    List<Resource<?>> resources = resources(input, context);
    Map<String, String> tags = TagSpecifications.checked(input.structures("Tags"));
    for (Resource<?> resource : resources) {
      Set<String> keys = new HashSet<>(resource.tags().keySet());
      keys.addAll(tags.keySet());
      TagSpecifications.checkNumber(keys);
    }
    for (Resource<?> resource : resources) {
      resource.tags().putAll(tags);
      context
          .effects()
          .updated("ec2:" + resource.type(), resource.id(), Tags.resource(resource.tags()));
    }
    return Map.of();
  }

  private Map<String, Object> delete(Input input, Context context) {
    List<Resource<?>> resources = resources(input, context);
    for (Resource<?> resource : resources) {
      for (Input tag : input.structures("Tags")) {
        String key = tag.text("Key").orElse("");
        if (tag.has("Value")) {
          resource.tags().remove(key, tag.text("Value").orElse(""));
        } else {
          resource.tags().remove(key);
        }
      }
      context
          .effects()
          .updated("ec2:" + resource.type(), resource.id(), Tags.resource(resource.tags()));
    }
    return Map.of();
  }

  private List<Resource<?>> resources(Input input, Context context) {
    List<Resource<?>> resources = new ArrayList<>();
    for (String id : input.texts("Resources")) {
      resources.add(
          regions
              .of(context)
              .all()
              .filter(resource -> resource.id().equals(id) && resource.isVisible(context.now()))
              .findFirst()
              .orElseThrow(
                  () -> new ServiceError("InvalidID", 400, "The ID '" + id + "' is not valid")));
    }
    return resources;
  }

  private Map<String, Object> describe(Input input, Context context) {
    Listing.size(input, 5, 1000);
    List<Tag> all = new ArrayList<>();
    regions
        .of(context)
        .all()
        .filter(resource -> resource.isVisible(context.now()))
        .forEach(
            resource ->
                resource
                    .tags()
                    .forEach(
                        (key, value) ->
                            all.add(new Tag(resource.id(), resource.type(), key, value))));
    return Listing.page(
        "Tags",
        FILTERS.apply(input, context, all),
        tag -> tag.id() + " " + tag.key(),
        tag ->
            Output.of(
                "ResourceId", tag.id(),
                "ResourceType", tag.type(),
                "Key", tag.key(),
                "Value", tag.value()),
        input,
        context);
  }
}
