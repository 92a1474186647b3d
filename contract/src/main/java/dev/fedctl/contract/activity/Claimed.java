package dev.fedctl.contract.activity;

import dev.fedctl.contract.identity.Claim;

/**
 * A request about something that a federation has, or means to have. It is served only where the
 * federation lives: in another account nothing of it would be found, and all of it made again.
 */
public interface Claimed {

  Claim claim();
}
