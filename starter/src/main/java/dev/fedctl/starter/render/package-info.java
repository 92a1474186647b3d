/** What people read on a terminal. */
@NullMarked
package dev.fedctl.starter.render;

import org.jspecify.annotations.NullMarked;
