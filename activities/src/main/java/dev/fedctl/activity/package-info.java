/** One AWS or Kubernetes intent per class; here what all of them share: how an attempt ends. */
@NullMarked
package dev.fedctl.activity;

import org.jspecify.annotations.NullMarked;
