package dev.fedctl.contract.activity;

/** What a wait found in the end, and how many looks it took. */
public record Awaited<T>(T value, int looks) {}
