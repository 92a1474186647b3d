package dev.fedctl.app.rehearse;

/** What a rehearsal has come to. */
enum Station {
  DEPLOYED,
  GROWN,
  DESTROYED
}
