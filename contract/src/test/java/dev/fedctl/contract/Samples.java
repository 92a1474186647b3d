package dev.fedctl.contract;

import dev.fedctl.contract.message.AddMembers;
import dev.fedctl.contract.spec.MemberSpec;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Makes a value of any record of the contract, every component filled. */
final class Samples {

  private Samples() {}

  static Object of(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic(generic);
    }
    if (!(type instanceof Class<?> plain)) {
      // A type variable, as in Awaited<T>.
      return "value";
    }
    if (plain == String.class) {
      return "value";
    }
    if (plain == int.class || plain == Integer.class) {
      return 3;
    }
    if (plain == boolean.class) {
      return true;
    }
    if (plain == Instant.class) {
      return Instant.parse("2026-01-02T03:04:05Z");
    }
    if (plain == Duration.class) {
      return Duration.ofSeconds(90);
    }
    if (plain == UUID.class) {
      return UUID.fromString("6f1b7d0e-3c52-5b0a-9d0f-5d6f1f0c7a11");
    }
    if (plain.isEnum()) {
      return plain.getEnumConstants()[0];
    }
    if (plain.isSealed()) {
      return of(plain.getPermittedSubclasses()[0]);
    }
    return record(plain);
  }

  private static Object generic(ParameterizedType type) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type first = type.getActualTypeArguments()[0];
    if (raw == Optional.class) {
      return Optional.of(of(first));
    }
    if (raw == List.class) {
      return List.of(of(first));
    }
    if (raw == Set.class) {
      return Set.of(of(first));
    }
    if (raw == Map.class) {
      return new TreeMap<>(Map.of("key", of(type.getActualTypeArguments()[1])));
    }
    return record(raw);
  }

  private static Object record(Class<?> type) {
    if (type.getSimpleName().equals("FederationDocument")) {
      return Documents.small();
    }
    if (type == AddMembers.class) {
      return AddMembers.named(List.of(MemberSpec.named("paris")), "value", "value");
    }
    try {
      RecordComponent[] components = type.getRecordComponents();
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(
          Arrays.stream(components).map(component -> of(component.getGenericType())).toArray());
    } catch (InvocationTargetException e) {
      throw new AssertionError("the sample of " + type + " is refused", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no sample of " + type, e);
    }
  }
}
