package dev.fedctl.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Waits until somebody tells this process to stop: by SIGTERM or SIGINT. The first one lets it end
 * in good order, with exit code 0; the second one ends it at once.
 */
final class Stop {

  private static final int INTERRUPTED = 128 + 2;

  private final CountDownLatch told = new CountDownLatch(1);
  private final AtomicInteger times = new AtomicInteger();

  private Stop() {}

  /** From now on. */
  static Stop listening() {
    Stop stop = new Stop();
    stop.on("TERM");
    stop.on("INT");
    return stop;
  }

  /** Returns when the process is to stop. */
  void await() throws InterruptedException {
    told.await();
  }

  /** Waits so long at most; whether the process is to stop. */
  boolean await(int seconds) throws InterruptedException {
    return told.await(seconds, TimeUnit.SECONDS);
  }

  /** Whether somebody told it by a signal. */
  boolean isTold() {
    return times.get() > 0;
  }

  /** The process is to stop for a reason of its own. */
  void now() {
    told.countDown();
  }

  private void signalled() {
    if (times.incrementAndGet() > 1) {
      Runtime.getRuntime().halt(INTERRUPTED);
    }
    told.countDown();
  }

  // The JDK's only way to hear of a signal without ending is in jdk.unsupported, which the compiler
  // warns of. Where it is absent, a signal ends the process as it does without us.
  private void on(String signal) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      InvocationHandler handler =
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              signalled();
            }
            return null;
          };
      type.getMethod("handle", type, handlerType)
          .invoke(
              null,
              type.getConstructor(String.class).newInstance(signal),
              Proxy.newProxyInstance(
                  Stop.class.getClassLoader(), new Class<?>[] {handlerType}, handler));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      Runtime.getRuntime().addShutdownHook(new Thread(told::countDown));
    }
  }
}
