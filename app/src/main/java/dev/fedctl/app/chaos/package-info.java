/** Worlds and mishaps that chance draws: the same seed, the same ones. */
@NullMarked
package dev.fedctl.app.chaos;

import org.jspecify.annotations.NullMarked;
