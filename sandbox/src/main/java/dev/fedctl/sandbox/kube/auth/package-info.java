/** Who asks, and whether they may. */
@NullMarked
package dev.fedctl.sandbox.kube.auth;

import org.jspecify.annotations.NullMarked;
