/** What the user wants: the records of the spec file, with the invariants between their fields. */
@NullMarked
package dev.fedctl.contract.spec;

import org.jspecify.annotations.NullMarked;
