/** Reading what a sandbox starts from: values with the place at which they stand in a file. */
@NullMarked
package dev.fedctl.sandbox.setup;

import org.jspecify.annotations.NullMarked;
