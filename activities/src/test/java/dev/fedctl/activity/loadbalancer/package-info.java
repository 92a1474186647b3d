@NullMarked
package dev.fedctl.activity.loadbalancer;

import org.jspecify.annotations.NullMarked;
