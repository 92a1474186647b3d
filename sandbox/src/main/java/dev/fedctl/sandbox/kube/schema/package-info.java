/** What the objects of an API look like: fields, types, how lists merge. */
@NullMarked
package dev.fedctl.sandbox.kube.schema;

import org.jspecify.annotations.NullMarked;
