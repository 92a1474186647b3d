/** A Temporal server of its own for {@code fedctl dev}. */
@NullMarked
package dev.fedctl.app.dev;

import org.jspecify.annotations.NullMarked;
