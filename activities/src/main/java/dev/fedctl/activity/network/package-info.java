/** What stands in EC2 already: VPCs, subnets, instance types. */
@NullMarked
package dev.fedctl.activity.network;

import org.jspecify.annotations.NullMarked;
