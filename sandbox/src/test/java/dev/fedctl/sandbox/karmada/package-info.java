/** Karmada over the wire, with the client that the worker uses. */
@NullMarked
package dev.fedctl.sandbox.karmada;

import org.jspecify.annotations.NullMarked;
