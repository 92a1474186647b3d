/** Tests of what every request goes through. */
@NullMarked
package dev.fedctl.sandbox.kernel;

import org.jspecify.annotations.NullMarked;
