@NullMarked
package dev.fedctl.activity.karmada.pki;

import org.jspecify.annotations.NullMarked;
