/** Who owns what: federation id, names, owner tags, client tokens, workflow ids. */
@NullMarked
package dev.fedctl.contract.identity;

import org.jspecify.annotations.NullMarked;
