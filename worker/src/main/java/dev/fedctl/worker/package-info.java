/** Joins workflows and activities to a Temporal server. */
@NullMarked
package dev.fedctl.worker;

import org.jspecify.annotations.NullMarked;
