/** Tests of the schemas, and the generator of the table of built-in types. */
@NullMarked
package dev.fedctl.sandbox.kube.schema;

import org.jspecify.annotations.NullMarked;
