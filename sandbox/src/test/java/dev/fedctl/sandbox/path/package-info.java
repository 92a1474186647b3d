/** Tests of the critical path. */
@NullMarked
package dev.fedctl.sandbox.path;

import org.jspecify.annotations.NullMarked;
