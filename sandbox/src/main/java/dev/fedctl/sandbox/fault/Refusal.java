package dev.fedctl.sandbox.fault;

/** An error that a fault makes a service answer: the vendor's code, HTTP status and message. */
public record Refusal(String code, int status, String message) {}
