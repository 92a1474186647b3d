/** The demo: one Deployment, divided evenly over the members and proven on each. */
@NullMarked
package dev.fedctl.activity.demo;

import org.jspecify.annotations.NullMarked;
