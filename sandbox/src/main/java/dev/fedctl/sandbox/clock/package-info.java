/** Clocks that a sandbox can follow, beside those that others drive. */
@NullMarked
package dev.fedctl.sandbox.clock;

import org.jspecify.annotations.NullMarked;
