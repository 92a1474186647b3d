/** What kube-apiserver fills in and refuses, kind by kind. */
@NullMarked
package dev.fedctl.sandbox.kube.rules;

import org.jspecify.annotations.NullMarked;
