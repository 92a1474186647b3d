package dev.fedctl.app.rehearse;

import dev.fedctl.sandbox.Sandbox;

/** Sees a rehearsal from inside, before it goes on or its world is gone. */
@FunctionalInterface
interface Witness {

  /** Nothing goes on by itself any more. */
  void at(Station station, Workflows workflows, Sandbox sandbox);
}
