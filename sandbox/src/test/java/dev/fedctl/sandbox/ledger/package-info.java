@NullMarked
package dev.fedctl.sandbox.ledger;

import org.jspecify.annotations.NullMarked;
