/** The kinds of failure, how each is treated, and the one factory that makes them. */
@NullMarked
package dev.fedctl.contract.failure;

import org.jspecify.annotations.NullMarked;
