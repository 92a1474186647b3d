/** Karmada: its API server, its controllers, and its archive of resource definitions. */
@NullMarked
package dev.fedctl.sandbox.karmada;

import org.jspecify.annotations.NullMarked;
