@NullMarked
package dev.fedctl.activity.eks;

import org.jspecify.annotations.NullMarked;
