/** The Temporal server: how it is found, what is wrong with it, and who polls there. */
@NullMarked
package dev.fedctl.starter.server;

import org.jspecify.annotations.NullMarked;
