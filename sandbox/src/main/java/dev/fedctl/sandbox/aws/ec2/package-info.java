/** EC2: networks, instance types, launch templates, volumes, tags. */
@NullMarked
package dev.fedctl.sandbox.aws.ec2;

import org.jspecify.annotations.NullMarked;
