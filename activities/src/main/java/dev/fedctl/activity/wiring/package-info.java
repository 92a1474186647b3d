/** Puts the activities together; nothing depends on it but whoever starts a worker. */
@NullMarked
package dev.fedctl.activity.wiring;

import org.jspecify.annotations.NullMarked;
