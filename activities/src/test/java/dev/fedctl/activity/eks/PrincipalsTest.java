package dev.fedctl.activity.eks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrincipalsTest {

  /** Tags and tokens hold them for as long as a federation lives. */
  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::111122223333:role/fedctl-worker, fedctl-worker-10445c34",
    "arn:aws:iam::111122223333:role/ops/eu/fedctl-worker, fedctl-worker-10e7dc02",
    "arn:aws:iam::111122223333:root, root-3d077c12",
  })
  void nameAndHashNeverChange(String arn, String brief) {
    assertThat(Principals.brief(arn)).isEqualTo(brief);
  }

  @Test
  void principalsOfOneNameAreToldApart() {
    List<String> arns =
        List.of(
            "arn:aws:iam::111122223333:role/admin",
            "arn:aws:iam::111122223333:user/admin",
            "arn:aws:iam::111122223333:role/ops/admin",
            "arn:aws:iam::444455556666:role/admin",
            "arn:aws-cn:iam::111122223333:role/admin",
            "arn:aws-us-gov:iam::111122223333:role/admin",
            "arn:aws:sts::111122223333:assumed-role/ops/admin");

    assertThat(arns.stream().map(Principals::brief))
        .doesNotHaveDuplicates()
        .allSatisfy(brief -> assertThat(brief).matches("admin-[0-9a-f]{8}"));
  }

  @Test
  void everyNameFitsIntoATag() {
    String longest = "arn:aws:iam::111122223333:role/" + "a".repeat(512) + "/" + "b,".repeat(32);

    assertThat(Principals.brief(longest)).hasSize(73).matches("[A-Za-z0-9 +=._:/@-]+");
  }
}
