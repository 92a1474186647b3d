/** What a cloud keeps on disk, so that it outlives its process. */
@NullMarked
package dev.fedctl.sandbox.state;

import org.jspecify.annotations.NullMarked;
