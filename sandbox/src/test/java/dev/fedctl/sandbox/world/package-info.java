/** Tests of world files. */
@NullMarked
package dev.fedctl.sandbox.world;

import org.jspecify.annotations.NullMarked;
