/** How long things take: defaults of the real services, varied by a seed. */
@NullMarked
package dev.fedctl.sandbox.delay;

import org.jspecify.annotations.NullMarked;
