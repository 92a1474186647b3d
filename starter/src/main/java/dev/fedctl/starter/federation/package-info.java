/** A federation as seen through its workflow: questions, messages, and following it. */
@NullMarked
package dev.fedctl.starter.federation;

import org.jspecify.annotations.NullMarked;
