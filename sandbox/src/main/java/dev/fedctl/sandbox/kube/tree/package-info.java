/** Walking and comparing JSON trees. */
@NullMarked
package dev.fedctl.sandbox.kube.tree;

import org.jspecify.annotations.NullMarked;
