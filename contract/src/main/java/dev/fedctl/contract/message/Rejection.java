package dev.fedctl.contract.message;

import java.time.Instant;

/**
 * A signal that could not be followed. It changed nothing.
 *
 * @param message the signal's name
 * @param reason for the person who sent it
 */
public record Rejection(String message, String reason, Instant at) {}
