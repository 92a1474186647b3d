/** The AWS edge: clients, and the one translator of what they throw. */
@NullMarked
package dev.fedctl.activity.aws;

import org.jspecify.annotations.NullMarked;
