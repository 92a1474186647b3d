/** What stands of a federation, by tags alone; and the end of what nobody took away. */
@NullMarked
package dev.fedctl.activity.inventory;

import org.jspecify.annotations.NullMarked;
