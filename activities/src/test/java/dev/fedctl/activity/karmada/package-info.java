@NullMarked
package dev.fedctl.activity.karmada;

import org.jspecify.annotations.NullMarked;
