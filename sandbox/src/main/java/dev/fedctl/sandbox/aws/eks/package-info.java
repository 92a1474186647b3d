/** Elastic Kubernetes Service: clusters and what belongs to them. */
@NullMarked
package dev.fedctl.sandbox.aws.eks;

import org.jspecify.annotations.NullMarked;
