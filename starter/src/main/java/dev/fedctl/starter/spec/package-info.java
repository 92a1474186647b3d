/** From a YAML file and --set to a checked spec; every problem with its place. */
@NullMarked
package dev.fedctl.starter.spec;

import org.jspecify.annotations.NullMarked;
