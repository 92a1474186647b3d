/** Where an API server keeps its objects. */
@NullMarked
package dev.fedctl.sandbox.kube.store;

import org.jspecify.annotations.NullMarked;
