/** fedctl against programs that others wrote. */
@NullMarked
package dev.fedctl.acceptance;

import org.jspecify.annotations.NullMarked;
