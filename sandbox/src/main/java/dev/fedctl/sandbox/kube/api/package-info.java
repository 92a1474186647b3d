/** The Kubernetes API: paths, verbs, discovery, refusals. */
@NullMarked
package dev.fedctl.sandbox.kube.api;

import org.jspecify.annotations.NullMarked;
