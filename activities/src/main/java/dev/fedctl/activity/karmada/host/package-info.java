/**
 * Karmada's components as objects of the host: names, labels and flags of karmadactl init 1.18,
 * with differences that the golden tests list, each with its reason.
 */
@NullMarked
package dev.fedctl.activity.karmada.host;

import org.jspecify.annotations.NullMarked;
