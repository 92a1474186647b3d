package dev.fedctl.starter.command;

import dev.fedctl.contract.activity.CallerIdentity;
import dev.fedctl.contract.activity.ClusterRef;
import dev.fedctl.contract.spec.FederationDocument;
import dev.fedctl.contract.spec.MemberSpec;
import dev.fedctl.contract.workflow.ObservationWorkflow.Observation;
import dev.fedctl.contract.workflow.ObservationWorkflow.Request;
import dev.fedctl.contract.workflow.ObservationWorkflow.Search;
import dev.fedctl.starter.CommandFailure;
import dev.fedctl.starter.ExitCodes;
import dev.fedctl.starter.federation.Federation;
import dev.fedctl.starter.federation.Lost;
import dev.fedctl.starter.federation.Observer;
import dev.fedctl.starter.federation.Proposal;
import dev.fedctl.starter.federation.Situation;
import dev.fedctl.starter.federation.UserIdentity;
import dev.fedctl.starter.render.Warnings;
import dev.fedctl.starter.server.Server;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a person has to know before a spec is applied.
 *
 * @param lost what stands that no workflow knows; nothing, when one knows the federation
 * @param worker who does the work
 * @param user who asks for it
 */
record Deliberation(
    Situation situation,
    Proposal proposal,
    Lost lost,
    CallerIdentity worker,
    UserIdentity.Answer user) {

  /** Looks at Temporal and, with a worker's eyes, at AWS. */
  static Deliberation on(
      Server server, Surroundings around, FederationDocument wanted, boolean prune, boolean adopt) {
    Situation situation = Situation.of(new Federation(server, wanted.name()));
    Observation seen =
        new Observer(server)
            .look(
                new Request(
                        wanted.name(),
                        wanted.spec().region(),
                        clusters(wanted),
                        List.of(),
                        Optional.empty())
                    .searching(
                        situation instanceof Situation.Absent ? Search.TRACES : Search.NOTHING,
                        clusters(wanted).stream().map(ClusterRef::region).distinct().toList()));
    situation.checkPlace(wanted, seen.caller().account());
    UserIdentity.Answer user = user(around, wanted.spec().region(), seen.caller());
    return new Deliberation(
        situation,
        Proposal.of(situation, wanted, prune, adopt, seen.clusters(), Warnings.of(wanted)),
        Lost.of(wanted, seen),
        seen.caller(),
        user);
  }

  /** The user, who may not be of another account than the worker. */
  static UserIdentity.Answer user(Surroundings around, String region, CallerIdentity worker) {
    UserIdentity.Answer user = around.identity().in(region);
    if (user instanceof UserIdentity.Answer.Known(CallerIdentity caller)
        && !caller.account().equals(worker.account())) {
      throw CommandFailure.of(
          ExitCodes.WRONG_ACCOUNT,
          "your AWS credentials are of account %s (%s), and the worker works in %s"
              .formatted(caller.account(), caller.callerArn(), worker.account()),
          "use credentials of %s: AWS_PROFILE, aws sso login; or another worker"
              .formatted(worker.account()));
    }
    return user;
  }

  /** Who and where, one line each. */
  String identities(Server server) {
    return identities(server, worker, user);
  }

  static String identities(Server server, CallerIdentity worker, UserIdentity.Answer user) {
    return """
        account             %s (%s)
        worker              %s
        you                 %s
        Temporal            %s, namespace %s
        """
        .formatted(
            worker.account(),
            worker.partition(),
            worker.callerArn(),
            switch (user) {
              case UserIdentity.Answer.Known(CallerIdentity caller) -> caller.callerArn();
              case UserIdentity.Answer.Unknown(String reason) -> "unknown to AWS: " + reason;
            },
            server.address(),
            server.namespace());
  }

  private static List<ClusterRef> clusters(FederationDocument wanted) {
    String home = wanted.spec().region();
    return Stream.concat(
            Stream.of(new ClusterRef(home, wanted.parentName())),
            wanted.memberSpecs().stream()
                .map((MemberSpec one) -> new ClusterRef(one.region().orElse(home), one.name())))
        .toList();
  }
}
