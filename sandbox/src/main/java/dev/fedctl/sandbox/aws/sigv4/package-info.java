/** AWS Signature Version 4, seen from the side that checks it. Time is real time here. */
@NullMarked
package dev.fedctl.sandbox.aws.sigv4;

import org.jspecify.annotations.NullMarked;
