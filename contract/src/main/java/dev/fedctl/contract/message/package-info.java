/** What people send to a running federation and what it answers. */
@NullMarked
package dev.fedctl.contract.message;

import org.jspecify.annotations.NullMarked;
