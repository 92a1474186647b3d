package dev.fedctl.starter.command;

/** How a command prints what it found. */
public enum OutputFormat {
  table,
  json,
  yaml
}
