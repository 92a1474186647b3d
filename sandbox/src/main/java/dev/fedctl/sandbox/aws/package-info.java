/** The AWS half of the pretend cloud: one front door for all services. */
@NullMarked
package dev.fedctl.sandbox.aws;

import org.jspecify.annotations.NullMarked;
