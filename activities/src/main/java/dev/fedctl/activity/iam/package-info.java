/** IAM roles. */
@NullMarked
package dev.fedctl.activity.iam;

import org.jspecify.annotations.NullMarked;
