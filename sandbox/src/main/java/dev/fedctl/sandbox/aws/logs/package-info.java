/** CloudWatch Logs, as far as control planes write there. */
@NullMarked
package dev.fedctl.sandbox.aws.logs;

import org.jspecify.annotations.NullMarked;
