package dev.fedctl.starter.federation;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that a person did to a federation, or a phase that it reached.
 *
 * @param who absent when the federation did it itself
 * @param what a message's name, {@code phase}, {@code started}, {@code continued}, or how it ended
 * @param detail whom or what it is about
 * @param reason absent when nobody gave one
 * @param event its number in the history of the run
 */
public record Deed(
    Instant at,
    Optional<String> who,
    String what,
    String detail,
    Optional<String> reason,
    String runId,
    long event) {}
