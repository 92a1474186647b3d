package dev.fedctl.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.fedctl.contract.plan.Plan;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MembersSpec;
import dev.fedctl.contract.spec.VpcSpec;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every record of the contract comes back from JSON as it went, by Temporal's own mapper. */
class JsonRoundTripTest {

  /** Their components have no type of their own; other tests know them. */
  private static final Set<String> GENERIC = Set.of("Awaited", "Received");

  private static final ObjectMapper MAPPER = JacksonJsonPayloadConverter.newDefaultObjectMapper();

  @ParameterizedTest
  @MethodSource
  void recordComesBackAsItWent(Class<?> type) throws JsonProcessingException {
    Object sample = Samples.of(type);

    assertThat(MAPPER.readValue(MAPPER.writeValueAsString(sample), type)).isEqualTo(sample);
  }

  static Stream<Class<?>> recordComesBackAsItWent() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.fedctl.contract")
            .stream()
            .filter(JavaClass::isRecord)
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .map(JavaClass::reflect)
            .filter(type -> !GENERIC.contains(type.getSimpleName()));
  }

  @Test
  void everyKindOfSealedValueComesBack() throws JsonProcessingException {
    List<VpcSpec> vpcs = List.of(new VpcSpec.ByName("a"), new VpcSpec.ById("vpc-12345678"));
    for (VpcSpec vpc : vpcs) {
      assertThat(MAPPER.readValue(MAPPER.writeValueAsString(vpc), VpcSpec.class)).isEqualTo(vpc);
    }
    List<MembersSpec> members =
        List.of(new MembersSpec.Counted(7), Documents.listed("oslo", "bergen"));
    for (MembersSpec spec : members) {
      assertThat(MAPPER.readValue(MAPPER.writeValueAsString(spec), MembersSpec.class))
          .isEqualTo(spec);
    }
  }

  @Test
  void planComesBackWithAllItsSteps() throws JsonProcessingException {
    FederationDocument document = Documents.withMembers(3);
    Plan plan = Plan.of(document);

    assertThat(MAPPER.readValue(MAPPER.writeValueAsString(plan), Plan.class)).isEqualTo(plan);
  }
}
