/** Security Token Service. */
@NullMarked
package dev.fedctl.sandbox.aws.sts;

import org.jspecify.annotations.NullMarked;
