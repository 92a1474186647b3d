package dev.fedctl.sandbox.fault;

import dev.fedctl.sandbox.setup.InvalidSetupException;
import dev.fedctl.sandbox.setup.Members;
import dev.fedctl.sandbox.setup.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a fault file; {@code docs/sandbox.md} describes it. */
public final class FaultFile {

  private static final List<String> VERBS =
      List.of(
          "get",
          "list",
          "watch",
          "create",
          "update",
          "patch",
          "delete",
          "deletecollection",
          "post",
          "put");
  private static final Pattern RESOURCE = Pattern.compile("[a-z0-9./_?=&-]+");
  private static final String KUBERNETES = "k8s:";
  private static final String ALWAYS = "always";

  /** What a rule does; it says one of these. */
  private static final String[] KINDS = {
    "throttle",
    "fail",
    "lostRequest",
    "lostReply",
    "lateEffect",
    "overtaken",
    "callerDies",
    "hidden",
    "delay",
    "outcome"
  };

  /** How what a call of AWS's starts can end badly. */
  private static final Map<String, List<String>> BAD_ENDS =
      Map.of(
          "eks:CreateCluster", List.of("FAILED"),
          "eks:CreateNodegroup", List.of("CREATE_FAILED", "DEGRADED"),
          "eks:CreateAddon", List.of("CREATE_FAILED", "DEGRADED"),
          "eks:DeleteNodegroup", List.of("DELETE_FAILED"));

  private final Set<String> awsCalls;
  private final boolean canEndCallers;

  /**
   * Of a sandbox in the process of those who call it.
   *
   * @param awsCalls the names of all calls of AWS's that a rule can meet
   */
  public FaultFile(Set<String> awsCalls) {
    this(awsCalls, true);
  }

  private FaultFile(Set<String> awsCalls, boolean canEndCallers) {
    this.awsCalls = Set.copyOf(awsCalls);
    this.canEndCallers = canEndCallers;
  }

  /** Of a sandbox that is a server of its own: it cannot end those who call it. */
  public static FaultFile ofServer(Set<String> awsCalls) {
    return new FaultFile(awsCalls, false);
  }

  /**
   * @throws InvalidSetupException when there is no such file, or it is no list of rules
   */
  public FaultPlan read(Path file) {
    return plan(Value.read(file));
  }

  /**
   * @param name what messages call the text
   * @throws InvalidSetupException when it is no list of rules
   */
  public FaultPlan read(String name, String text) {
    return plan(Value.read(name, text));
  }

  private FaultPlan plan(Value root) {
    return new FaultPlan(root.items().stream().map(this::rule).toList());
  }

  private FaultRule rule(Value value) {
    String[] allowed = new String[KINDS.length + 5];
    System.arraycopy(new String[] {"call", "subject", "skip", "count", "from"}, 0, allowed, 0, 5);
    System.arraycopy(KINDS, 0, allowed, 5, KINDS.length);
    Members rule = value.members(allowed);
    rule.optional("hidden").ifPresent(hidden -> requireEventual(rule.required("call"), hidden));
    return new FaultRule(
        call(rule.required("call")),
        rule.optional("subject").map(Value::text),
        rule.optional("skip").map(skip -> skip.whole(0)).orElse(0),
        rule.optional("count").map(FaultFile::count).orElse(1),
        rule.optional("from").map(Value::duration).orElse(Duration.ZERO),
        fault(value, rule));
  }

  /** Kubernetes keeps its objects in etcd, which shows every write to every read after it. */
  private void requireEventual(Value call, Value hidden) {
    String name = call.text();
    if (name.startsWith(KUBERNETES) || couldBeKubernetes(name)) {
      throw hidden.refused(
          "found for call \"" + name + "\"",
          "a call of AWS's alone: an API server shows at once what it has taken");
    }
  }

  private static int count(Value value) {
    return value.isText(ALWAYS) ? Integer.MAX_VALUE : value.whole(1);
  }

  private String call(Value value) {
    String call = value.text();
    boolean known =
        (call.startsWith(KUBERNETES) || couldBeKubernetes(call))
            ? isKubernetes(call)
            : awsCalls.stream().anyMatch(name -> FaultRule.glob(call, name));
    if (!known) {
      throw value.refused(
          "found \"" + call + "\", which no request is called",
          "a call of AWS's, such as eks:CreateCluster, or k8s:<verb> <resource>, * standing for"
              + " any run of characters");
    }
    return call;
  }

  /** Whether a star swallows where the call would say which side it goes to. */
  private boolean couldBeKubernetes(String call) {
    int star = call.indexOf('*');
    return star >= 0
        && KUBERNETES.startsWith(call.substring(0, star))
        && awsCalls.stream().noneMatch(name -> FaultRule.glob(call, name));
  }

  private static boolean isKubernetes(String call) {
    int star = call.indexOf('*');
    String fixed = star < 0 ? call : call.substring(0, star);
    return VERBS.stream()
        .map(verb -> KUBERNETES + verb + " ")
        .anyMatch(
            start ->
                star < 0
                    ? fixed.startsWith(start)
                        && RESOURCE.matcher(fixed.substring(start.length())).matches()
                    : fixed.startsWith(start) || start.startsWith(fixed));
  }

  private Fault fault(Value value, Members rule) {
    List<String> said =
        List.of(KINDS).stream().filter(kind -> rule.optional(kind).isPresent()).toList();
    if (said.size() != 1) {
      throw value.refused(
          said.isEmpty() ? "says nothing that is to happen" : "says " + String.join(" and ", said),
          "exactly one of: " + String.join(", ", KINDS));
    }
    Value what = rule.required(said.getFirst());
    return switch (said.getFirst()) {
      case "throttle" -> on(what, new Fault.Throttle());
      case "lostRequest" -> on(what, new Fault.LostRequest());
      case "lostReply" -> on(what, new Fault.LostReply());
      case "overtaken" -> on(what, new Fault.Overtaken());
      case "callerDies" -> new Fault.CallerDies(moment(what));
      case "fail" -> fail(what.members("code", "status", "message"));
      case "lateEffect" -> new Fault.LateEffect(what.members("after").required("after").duration());
      case "hidden" -> new Fault.EventualVisibility(what.members("for").required("for").duration());
      case "delay" -> new Fault.Delay(what.members("by").required("by").duration());
      default -> outcome(rule.required("call").text(), what.members("state", "code", "message"));
    };
  }

  private Fault.CallerDies.Moment moment(Value value) {
    if (!canEndCallers) {
      throw value.refused(
          "a server of its own cannot end those who call it", "fedctl rehearse --faults can");
    }
    String[] moments =
        Stream.of(Fault.CallerDies.Moment.values())
            .map(moment -> moment.name().toLowerCase(Locale.ROOT))
            .toArray(String[]::new);
    return Fault.CallerDies.Moment.valueOf(value.oneOf(moments).toUpperCase(Locale.ROOT));
  }

  private static Fault on(Value value, Fault fault) {
    if (!value.flag()) {
      throw value.refused("found false", "true is wanted, or no word of it");
    }
    return fault;
  }

  private static Fault fail(Members members) {
    Value status = members.required("status");
    int number = status.whole(400);
    if (number > 599) {
      throw status.refused("found " + number, "an HTTP status from 400 to 599 is wanted");
    }
    return new Fault.Fail(
        new Refusal(
            members.required("code").text(),
            number,
            members.optional("message").map(Value::text).orElse("scripted by the fault file")));
  }

  private static Fault outcome(String call, Members members) {
    Value state = members.required("state");
    if (!call.startsWith(KUBERNETES.substring(0, 1)) && !call.startsWith("*")) {
      List<String> ends =
          BAD_ENDS.entrySet().stream()
              .filter(end -> FaultRule.glob(call, end.getKey()))
              .flatMap(end -> end.getValue().stream())
              .distinct()
              .sorted()
              .toList();
      if (ends.isEmpty()) {
        throw state.refused(
            "found a bad end of " + call + ", which starts nothing that ends later",
            "calls that do: " + String.join(", ", BAD_ENDS.keySet().stream().sorted().toList()));
      }
      state.oneOf(ends.toArray(String[]::new));
    }
    Optional<String> code = members.optional("code").map(Value::text);
    return new Fault.Outcome(state.text(), code, members.optional("message").map(Value::text));
  }
}
