/** Who the worker is. */
@NullMarked
package dev.fedctl.activity.identity;

import org.jspecify.annotations.NullMarked;
