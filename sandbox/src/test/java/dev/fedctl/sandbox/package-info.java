/** Tests of the whole sandbox over the wire. */
@NullMarked
package dev.fedctl.sandbox;

import org.jspecify.annotations.NullMarked;
