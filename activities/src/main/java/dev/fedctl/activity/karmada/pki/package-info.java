/** Karmada's certificates: made once, kept in Secrets, read from there ever after. */
@NullMarked
package dev.fedctl.activity.karmada.pki;

import org.jspecify.annotations.NullMarked;
