/** HTTP and TLS listeners; knows requests and responses, not what they mean. */
@NullMarked
package dev.fedctl.sandbox.wire;

import org.jspecify.annotations.NullMarked;
