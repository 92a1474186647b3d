/** Name resolution of the reserved domain {@code sandbox.invalid}, and of no other. */
@NullMarked
package dev.fedctl.sandbox.dns;

import org.jspecify.annotations.NullMarked;
