package dev.fedctl.contract.spec;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.io.IOException;
import java.util.List;

/** The member clusters: {@code {count: 2}}, or a list of members with names. */
@JsonDeserialize(using = MembersSpec.Reader.class)
public sealed interface MembersSpec {

  /** So many members at most. */
  int MOST = 2_000;

  /** So many members, all alike, named {@code <federation>-member-<i>}. */
  @JsonDeserialize
  record Counted(int count) implements MembersSpec {}

  /** These members. */
  @JsonDeserialize
  record Listed(@JsonValue List<MemberSpec> members) implements MembersSpec {

    public Listed {
      members = List.copyOf(members);
    }
  }

  /** Tells the two forms apart by their JSON type: an object counts, an array lists. */
  final class Reader extends JsonDeserializer<MembersSpec> {

    @Override
    public MembersSpec deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (parser.currentToken() == JsonToken.START_ARRAY) {
        return new Listed(List.of(context.readValue(parser, MemberSpec[].class)));
      }
      return context.readValue(parser, Counted.class);
    }
  }
}
