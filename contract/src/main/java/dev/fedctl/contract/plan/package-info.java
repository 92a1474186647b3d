/** The spec turned into steps: what is done, what waits for what, how long it usually takes. */
@NullMarked
package dev.fedctl.contract.plan;

import org.jspecify.annotations.NullMarked;
