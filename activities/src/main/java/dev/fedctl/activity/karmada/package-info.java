/** Karmada's control plane, installed and proven step by step. */
@NullMarked
package dev.fedctl.activity.karmada;

import org.jspecify.annotations.NullMarked;
