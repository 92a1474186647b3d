/** Identity and Access Management: roles and their policies. */
@NullMarked
package dev.fedctl.sandbox.aws.iam;

import org.jspecify.annotations.NullMarked;
