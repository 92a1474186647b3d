/** The seam between the AWS half and the Kubernetes half of the pretend cloud. */
@NullMarked
package dev.fedctl.sandbox.cloud;

import org.jspecify.annotations.NullMarked;
