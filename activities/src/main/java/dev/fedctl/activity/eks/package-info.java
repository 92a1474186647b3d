/** EKS clusters, access, nodes and add-ons. */
@NullMarked
package dev.fedctl.activity.eks;

import org.jspecify.annotations.NullMarked;
