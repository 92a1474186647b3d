/** API servers over the wire, with the client that the worker uses. */
@NullMarked
package dev.fedctl.sandbox.kube;

import org.jspecify.annotations.NullMarked;
