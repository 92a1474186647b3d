/**
 * AWS's wire protocols: requests are decoded and checked by the tables, answers written by them.
 */
@NullMarked
package dev.fedctl.sandbox.aws.protocol;

import org.jspecify.annotations.NullMarked;
