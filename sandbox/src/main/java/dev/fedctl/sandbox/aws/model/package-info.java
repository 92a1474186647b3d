/** AWS's own service models as tables: what a request may hold and what an answer looks like. */
@NullMarked
package dev.fedctl.sandbox.aws.model;

import org.jspecify.annotations.NullMarked;
