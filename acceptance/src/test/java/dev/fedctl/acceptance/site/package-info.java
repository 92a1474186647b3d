/** Everything that a federation needs, as processes of their own that can be killed. */
@NullMarked
package dev.fedctl.acceptance.site;

import org.jspecify.annotations.NullMarked;
