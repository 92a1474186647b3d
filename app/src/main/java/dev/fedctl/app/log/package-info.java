/** How the log of a long-running command reads. */
@NullMarked
package dev.fedctl.app.log;

import org.jspecify.annotations.NullMarked;
