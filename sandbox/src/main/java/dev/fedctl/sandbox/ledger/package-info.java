/** The record of what was asked of the pretend cloud and what became of it. */
@NullMarked
package dev.fedctl.sandbox.ledger;

import org.jspecify.annotations.NullMarked;
