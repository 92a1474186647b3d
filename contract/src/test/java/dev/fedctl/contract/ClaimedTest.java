package dev.fedctl.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedctl.contract.activity.Claimed;
import dev.fedctl.contract.activity.DemoActivities;
import dev.fedctl.contract.activity.EksActivities;
import dev.fedctl.contract.activity.IamActivities;
import dev.fedctl.contract.activity.KarmadaActivities;
import dev.fedctl.contract.activity.LoadBalancerActivities;
import dev.fedctl.contract.activity.MembershipActivities;
import dev.fedctl.contract.activity.RepairActivities;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is asked of the cloud names whose it is, so that no worker of another account serves it. */
class ClaimedTest {

  /** It looks at what no federation owns. */
  private static final Set<String> UNOWNED = Set.of("VersionQuery");

  @Test
  void whatChangesOrAwaitsAResourceNamesItsOwner() {
    List<String> anonymous =
        Stream.of(
                IamActivities.class,
                EksActivities.class,
                LoadBalancerActivities.class,
                KarmadaActivities.class,
                MembershipActivities.class,
                RepairActivities.class,
                DemoActivities.class)
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .map(Method::getParameterTypes)
            .flatMap(Arrays::stream)
            .filter(request -> !Claimed.class.isAssignableFrom(request))
            .map(Class::getSimpleName)
            .distinct()
            .toList();

    assertThat(anonymous).containsExactlyInAnyOrderElementsOf(UNOWNED);
  }
}
