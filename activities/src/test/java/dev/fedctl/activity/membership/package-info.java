@NullMarked
package dev.fedctl.activity.membership;

import org.jspecify.annotations.NullMarked;
