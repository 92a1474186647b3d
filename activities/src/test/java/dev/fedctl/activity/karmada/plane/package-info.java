@NullMarked
package dev.fedctl.activity.karmada.plane;

import org.jspecify.annotations.NullMarked;
