/** A reader's own look at the ledger: knows its documentation, and no class of fedctl. */
@NullMarked
package dev.fedctl.app.ledger;

import org.jspecify.annotations.NullMarked;
