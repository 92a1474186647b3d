/** Clusters that join Karmada in push mode, as karmadactl join 1.18 leaves them. */
@NullMarked
package dev.fedctl.activity.membership;

import org.jspecify.annotations.NullMarked;
