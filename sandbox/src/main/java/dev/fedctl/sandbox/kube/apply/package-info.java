/** Patches of every kind, server-side apply with managed fields among them. */
@NullMarked
package dev.fedctl.sandbox.kube.apply;

import org.jspecify.annotations.NullMarked;
