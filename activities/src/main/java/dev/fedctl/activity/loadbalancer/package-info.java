/** The Network Load Balancer in front of Karmada, from its Service to an answer through it. */
@NullMarked
package dev.fedctl.activity.loadbalancer;

import org.jspecify.annotations.NullMarked;
