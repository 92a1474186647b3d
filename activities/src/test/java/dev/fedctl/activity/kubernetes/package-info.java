@NullMarked
package dev.fedctl.activity.kubernetes;

import org.jspecify.annotations.NullMarked;
