@NullMarked
package dev.fedctl.app.log;

import org.jspecify.annotations.NullMarked;
