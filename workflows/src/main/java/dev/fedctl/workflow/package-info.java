/** The order of things, deterministic. */
@NullMarked
package dev.fedctl.workflow;

import org.jspecify.annotations.NullMarked;
