/** The Kubernetes half of the pretend cloud: an API server for each EKS cluster. */
@NullMarked
package dev.fedctl.sandbox.kube;

import org.jspecify.annotations.NullMarked;
