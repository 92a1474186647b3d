@NullMarked
package dev.fedctl.activity.karmada.host;

import org.jspecify.annotations.NullMarked;
