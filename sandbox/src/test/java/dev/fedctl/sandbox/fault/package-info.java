/** Tests of fault files. */
@NullMarked
package dev.fedctl.sandbox.fault;

import org.jspecify.annotations.NullMarked;
