/** The real activities against the sandbox, over the wire. */
@org.jspecify.annotations.NullMarked
package dev.fedctl.activity.wire;
