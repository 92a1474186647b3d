/** The pretend cloud. */
@NullMarked
package dev.fedctl.sandbox;

import org.jspecify.annotations.NullMarked;
