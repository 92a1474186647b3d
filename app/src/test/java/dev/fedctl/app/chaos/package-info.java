@NullMarked
package dev.fedctl.app.chaos;

import org.jspecify.annotations.NullMarked;
