/** The commands a user types. */
@NullMarked
package dev.fedctl.starter;

import org.jspecify.annotations.NullMarked;
