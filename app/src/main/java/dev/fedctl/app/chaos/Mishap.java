package dev.fedctl.app.chaos;

import dev.fedctl.app.chaos.Survey.Hat;
import dev.fedctl.app.chaos.Survey.Request;
import dev.fedctl.sandbox.fault.Fault;
import dev.fedctl.sandbox.fault.FaultRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * What chance can do to a run; each is a rule of a fault file. All of it is what happens in AWS,
 * and none of it needs a person. Those that most requests can meet come first.
 */
enum Mishap {
  THROTTLE("throttle") {
    @Override
    FaultRule drawn(Hat hat, Random random) {
      Request request = hat.draw(any -> true);
      // Of the first half: a life with other delays may ask less often.
      int skip = (int) (random.nextDouble() * request.times() / 2);
      return rule(request, skip, 1 + random.nextInt(4), new Fault.Throttle());
    }
  },
  LOST_REQUEST("lostRequest") {
    @Override
    FaultRule drawn(Hat hat, Random random) {
      return once(hat.draw(Request::mutating), new Fault.LostRequest());
    }
  },
  LOST_REPLY("lostReply") {
    @Override
    FaultRule drawn(Hat hat, Random random) {
      return once(hat.draw(Request::mutating), new Fault.LostReply());
    }
  },
  LATE_EFFECT("lateEffect") {
    @Override
    FaultRule drawn(Hat hat, Random random) {
      return once(hat.draw(Request::mutating), new Fault.LateEffect(upTo(random, 90)));
    }
  },
  OVERTAKEN("overtaken") {
    @Override
    FaultRule drawn(Hat hat, Random random) {
      return once(hat.draw(Request::mutating), new Fault.Overtaken());
    }
  },
  WORKER_DEATH("callerDies") {
    @Override
    FaultRule drawn(Hat hat, Random random) {
      Fault.CallerDies.Moment[] moments = Fault.CallerDies.Moment.values();
      return once(
          hat.draw(Request::mutating),
          new Fault.CallerDies(moments[random.nextInt(moments.length)]));
    }
  },
  HIDDEN("hidden") {
    @Override
    FaultRule drawn(Hat hat, Random random) {
      return once(
          hat.draw(request -> SHOWN_LATE.contains(request.call())),
          new Fault.EventualVisibility(upTo(random, 20)));
    }
  },
  DELAY("delay") {
    @Override
    FaultRule drawn(Hat hat, Random random) {
      Request request = hat.draw(one -> SLOW.containsKey(one.call()));
      return once(request, new Fault.Delay(upTo(random, SLOW.getOrDefault(request.call(), 1))));
    }
  },
  FAILED_NODES("outcome") {
    @Override
    FaultRule drawn(Hat hat, Random random) {
      return once(
          hat.draw(request -> request.call().equals("eks:CreateNodegroup")),
          new Fault.Outcome(
              "CREATE_FAILED",
              Optional.of(CURABLE.get(random.nextInt(CURABLE.size()))),
              Optional.of("chance would have it")));
    }
  };

  /** What AWS may not show at once. */
  private static final Set<String> SHOWN_LATE =
      Set.of(
          "eks:CreateCluster",
          "eks:CreateNodegroup",
          "eks:CreateAddon",
          "eks:CreateAccessEntry",
          "iam:CreateRole",
          "ec2:CreateLaunchTemplate");

  /** What can take longer, and by how many seconds at most: less than a wait has patience for. */
  private static final Map<String, Integer> SLOW =
      Map.of(
          "eks:CreateCluster", 300,
          "eks:CreateAddon", 60,
          "k8s:patch services", 60,
          "k8s:patch statefulsets", 60);

  /** Why EKS gives up on nodes that it can make the next time. */
  private static final List<String> CURABLE =
      List.of("IamThrottling", "AutoScalingGroupRateLimitExceeded", "InternalFailure");

  private final String word;

  Mishap(String word) {
    this.word = word;
  }

  /** What fault files call it. */
  String word() {
    return word;
  }

  /** One of these, upon a request that nothing else happens to. */
  abstract FaultRule drawn(Hat hat, Random random);

  private static FaultRule once(Request request, Fault fault) {
    return rule(request, 0, 1, fault);
  }

  private static FaultRule rule(Request request, int skip, int count, Fault fault) {
    return new FaultRule(
        request.call(), Optional.of(request.subject()), skip, count, Duration.ZERO, fault);
  }

  private static Duration upTo(Random random, int seconds) {
    return Duration.ofMillis(500 + random.nextInt(seconds * 1000));
  }
}
