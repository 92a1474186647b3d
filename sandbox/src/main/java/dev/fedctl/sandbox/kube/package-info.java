/** The Kubernetes side of one EKS cluster. */
@NullMarked
package dev.fedctl.sandbox.kube;

import org.jspecify.annotations.NullMarked;
