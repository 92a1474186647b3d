package dev.fedctl.sandbox.state;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One line of the journal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = KeptRequest.class, name = "request"),
  @JsonSubTypes.Type(value = JournalLine.Drawn.class, name = "drawn")
})
sealed interface JournalLine permits KeptRequest, JournalLine.Drawn {

  /** What chance decided. */
  record Drawn(String name, String value) implements JournalLine {}
}
