@NullMarked
package dev.fedctl.sandbox.state;

import org.jspecify.annotations.NullMarked;
