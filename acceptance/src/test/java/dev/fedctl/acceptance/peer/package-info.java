/** Programs that others wrote, started and stopped on loopback. */
@NullMarked
package dev.fedctl.acceptance.peer;

import org.jspecify.annotations.NullMarked;
