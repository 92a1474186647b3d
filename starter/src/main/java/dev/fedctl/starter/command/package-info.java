/** One class per command that a user types. */
@NullMarked
package dev.fedctl.starter.command;

import org.jspecify.annotations.NullMarked;
