/**
 * What every request to the pretend cloud goes through: one lock, the clock, faults, the ledger.
 */
@NullMarked
package dev.fedctl.sandbox.kernel;

import org.jspecify.annotations.NullMarked;
