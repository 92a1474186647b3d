/**
 * What is asked of AWS and of clusters with the user's own credentials: no worker sees any of it.
 */
@NullMarked
package dev.fedctl.app.access;

import org.jspecify.annotations.NullMarked;
