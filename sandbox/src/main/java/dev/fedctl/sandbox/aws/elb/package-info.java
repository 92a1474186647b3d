/** Elastic Load Balancing v2: Network Load Balancers that controllers make for Services. */
@NullMarked
package dev.fedctl.sandbox.aws.elb;

import org.jspecify.annotations.NullMarked;
