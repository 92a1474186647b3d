package dev.fedctl.contract.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedctl.contract.spec.MemberSpec;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceivedTest {

  private static final ObjectMapper MAPPER = JacksonJsonPayloadConverter.newDefaultObjectMapper();

  @Test
  void onTheWireItIsTheMessageItself() throws JsonProcessingException {
    RemoveMembers message = read("{\"members\": [\"paris\"]}", RemoveMembersRead.TYPE).read();

    assertThat(message.members()).containsExactly("paris");
    assertThat(message.keepCluster()).isFalse();
    assertThat(MAPPER.writeValueAsString(Received.of(message)))
        .isEqualTo(MAPPER.writeValueAsString(message));
  }

  @Test
  void memberNeedsNoMoreThanAName() throws JsonProcessingException {
    AddMembers message = read("{\"members\": [{\"name\": \"paris\"}]}", AddMembersRead.TYPE).read();

    assertThat(message.members()).isEqualTo(List.of(MemberSpec.named("paris")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"paris\" | must be one JSON object",
        "[] | must be one JSON object",
        "null | must be one JSON object",
        "{} | either \"members\", a list of members with their names, or \"count\"",
        "{\"members\": \"paris\"} | \"members\" must be a list",
        "{\"members\": [{\"nam\": \"paris\"}]} | must be a DNS label",
        "{\"members\": [{\"name\": \"paris\", \"size\": 3}]} | unknown field \"members[0].size\"",
        "{\"members\": [{\"name\": \"Paris\"}]} | must be a DNS label",
        "{\"members\": [{\"name\": \"paris\", \"nodes\": {\"count\": 0}}]} | must be 1 at least",
        "{\"count\": \"many\", \"requestId\": \"a\"} | \"count\" must be a number",
        "{\"count\": 3} | \"count\" needs a \"requestId\"",
        "{\"count\": 3, \"requestId\": \"a\", \"x\": 1} | unknown field \"x\"; allowed: actor, count"
      })
  void whatIsWrongIsSaidAndNothingThrown(String json, String problem)
      throws JsonProcessingException {
    Received<AddMembers> received = read(json, AddMembersRead.TYPE);

    assertThat(received.message()).isEmpty();
    assertThatThrownBy(received::read)
        .isInstanceOf(InvalidMessageException.class)
        .hasMessageContaining(problem);
  }

  private static <T> Received<T> read(String json, TypeReference<Received<T>> type)
      throws JsonProcessingException {
    return MAPPER.readValue(json, type);
  }

  private static final class AddMembersRead extends TypeReference<Received<AddMembers>> {
    static final AddMembersRead TYPE = new AddMembersRead();
  }

  private static final class RemoveMembersRead extends TypeReference<Received<RemoveMembers>> {
    static final RemoveMembersRead TYPE = new RemoveMembersRead();
  }
}
