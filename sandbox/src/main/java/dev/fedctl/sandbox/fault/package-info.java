/**
 * Scripted misbehaviour: which calls are throttled, refused, lost, late or invisible for a while.
 */
@NullMarked
package dev.fedctl.sandbox.fault;

import org.jspecify.annotations.NullMarked;
