/** The one composition root. */
@NullMarked
package dev.fedctl.app;

import org.jspecify.annotations.NullMarked;
