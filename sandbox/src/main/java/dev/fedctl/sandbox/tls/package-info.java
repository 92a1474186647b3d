/** A small certificate authority: keys, serving certificates, PEM in and out. */
@NullMarked
package dev.fedctl.sandbox.tls;

import org.jspecify.annotations.NullMarked;
