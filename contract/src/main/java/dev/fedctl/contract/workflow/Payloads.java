package dev.fedctl.contract.workflow;

import com.fasterxml.jackson.databind.DeserializationFeature;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;

/**
 * How values become payloads of Temporal. Every client of fedctl uses it: a field that only a newer
 * worker knows is passed over by an older one, so that both can work side by side.
 */
public final class Payloads {

  /** One for all: what it learns of each type, it learns once. */
  private static final DataConverter CONVERTER =
      DefaultDataConverter.newDefaultInstance()
          .withPayloadConverterOverrides(
              new JacksonJsonPayloadConverter(
                  JacksonJsonPayloadConverter.newDefaultObjectMapper()
                      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)));

  private Payloads() {}

  public static DataConverter converter() {
    return CONVERTER;
  }
}
