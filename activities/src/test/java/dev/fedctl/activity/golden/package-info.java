/** Every object that fedctl applies, compared with a golden file and with what upstream leaves. */
@NullMarked
package dev.fedctl.activity.golden;

import org.jspecify.annotations.NullMarked;
