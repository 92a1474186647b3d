/** Clocks that lifecycles can follow. */
@NullMarked
package dev.fedctl.sandbox.clock;

import org.jspecify.annotations.NullMarked;
