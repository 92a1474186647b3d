/** Tests of the listeners. */
@NullMarked
package dev.fedctl.sandbox.wire;

import org.jspecify.annotations.NullMarked;
