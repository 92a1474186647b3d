package dev.fedctl.activity.identity;

import static java.util.Objects.requireNonNull;

import dev.fedctl.activity.Attempt;
import dev.fedctl.activity.aws.AwsClients;
import dev.fedctl.activity.aws.AwsFailures;
import dev.fedctl.contract.activity.Claimed;
import dev.fedctl.contract.identity.Owner;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Lets a worker do nothing for federations of other accounts. A worker that is started anew with
 * another profile would find nothing of a half-built federation, and build it all again; or find
 * nothing to remove, and call it removed.
 *
 * <p>AWS is asked once for each access key whose account it is; a session that is renewed has a new
 * key.
 */
public final class HomeAccount extends WorkerInterceptorBase {

  /** Far more than the keys that are in use at one time. */
  private static final int KNOWN_KEYS = 64;

  private final AwsClients aws;
  private final Map<String, String> accounts = new ConcurrentHashMap<>();

  public HomeAccount(AwsClients aws) {
    this.aws = aws;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Doorman(next);
  }

  private String account(String region) {
    String key = aws.credentials().resolveCredentials().accessKeyId();
    if (accounts.size() > KNOWN_KEYS) {
      accounts.clear();
    }
    return accounts.computeIfAbsent(key, unknown -> aws.sts(region).getCallerIdentity().account());
  }

  private final class Doorman extends ActivityInboundCallsInterceptorBase {
    private @Nullable ActivityExecutionContext context;

    Doorman(ActivityInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(ActivityExecutionContext context) {
      this.context = context;
      super.init(context);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      for (Object argument : input.getArguments()) {
        if (argument instanceof Claimed claimed) {
          check(claimed.claim().owner());
        }
      }
      return super.execute(input);
    }

    private void check(Owner owner) {
      Attempt attempt = Attempt.of(requireNonNull(context, "initialized before it is executed"));
      try {
        WrongAccount.refuse(owner.account(), account(owner.region()), attempt);
      } catch (SdkException e) {
        throw AwsFailures.translate("find the worker's account", e, attempt);
      }
    }
  }
}
