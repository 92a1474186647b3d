package dev.fedctl.activity.kubernetes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists as API servers write them. */
public final class Lists {

  private Lists() {}

  /**
   * The list, or none. Where a Go slice is nil and not left out, an API server writes {@code null}:
   * the conditions of a definition that was made a moment ago are so.
   */
  public static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
