/** What completes or refuses objects by looking at more than the object itself. */
@NullMarked
package dev.fedctl.sandbox.kube.admission;

import org.jspecify.annotations.NullMarked;
