package dev.fedctl.sandbox.path;

import dev.fedctl.sandbox.delay.DelayKind;
import java.time.Duration;

/** How long each thing of one run takes, what the fault file adds included. */
@FunctionalInterface
public interface Draws {

  Duration of(DelayKind kind, String subject);
}
