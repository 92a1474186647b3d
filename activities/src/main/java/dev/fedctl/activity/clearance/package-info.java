/** What has to be gone from inside a cluster before its nodes go. */
@NullMarked
package dev.fedctl.activity.clearance;

import org.jspecify.annotations.NullMarked;
