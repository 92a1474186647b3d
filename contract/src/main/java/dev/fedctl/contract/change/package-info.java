/** What a new spec changes on a federation that stands, and whether that can be carried out. */
@NullMarked
package dev.fedctl.contract.change;

import org.jspecify.annotations.NullMarked;
