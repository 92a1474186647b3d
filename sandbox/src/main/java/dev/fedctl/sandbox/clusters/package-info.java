/**
 * All API servers of the pretend cloud, those of EKS clusters and those of Karmada, on the wire.
 */
@NullMarked
package dev.fedctl.sandbox.clusters;

import org.jspecify.annotations.NullMarked;
