/** What all AWS services share: operations, input and output, paging, tags, tokens, ids. */
@NullMarked
package dev.fedctl.sandbox.aws.core;

import org.jspecify.annotations.NullMarked;
