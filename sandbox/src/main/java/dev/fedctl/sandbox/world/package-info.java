/** What is in the pretend cloud when a run starts. */
@NullMarked
package dev.fedctl.sandbox.world;

import org.jspecify.annotations.NullMarked;
