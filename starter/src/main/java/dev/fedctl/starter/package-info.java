/** The commands a user types; sees the contract and Temporal's client, never the cloud. */
@NullMarked
package dev.fedctl.starter;

import org.jspecify.annotations.NullMarked;
