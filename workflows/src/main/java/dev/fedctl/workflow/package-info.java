/**
 * The order of things. Deterministic: no I/O, no clock, no randomness, no thread but Temporal's; no
 * vendor's library on the class path.
 */
@NullMarked
package dev.fedctl.workflow;

import org.jspecify.annotations.NullMarked;
