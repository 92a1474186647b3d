/** What AWS refuses, over the wire. */
@NullMarked
package dev.fedctl.sandbox.aws;

import org.jspecify.annotations.NullMarked;
