/** Kubernetes as every activity reaches it: clients, tokens, server-side apply, failures. */
@NullMarked
package dev.fedctl.activity.kubernetes;

import org.jspecify.annotations.NullMarked;
