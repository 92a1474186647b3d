/** One AWS or Kubernetes intent each. */
@NullMarked
package dev.fedctl.activity;

import org.jspecify.annotations.NullMarked;
