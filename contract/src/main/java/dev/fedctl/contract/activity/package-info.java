/** The activities' interfaces: one AWS or Kubernetes intent each, one record in, one record out. */
@NullMarked
package dev.fedctl.contract.activity;

import org.jspecify.annotations.NullMarked;
