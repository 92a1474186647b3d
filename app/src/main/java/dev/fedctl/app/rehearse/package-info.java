/**
 * A whole deployment in one process: embedded Temporal, worker and sandbox on a clock that is
 * driven.
 */
@NullMarked
package dev.fedctl.app.rehearse;

import org.jspecify.annotations.NullMarked;
