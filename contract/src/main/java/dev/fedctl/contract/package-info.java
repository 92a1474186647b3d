/** What starter, workflows and activities agree on. */
@NullMarked
package dev.fedctl.contract;

import org.jspecify.annotations.NullMarked;
