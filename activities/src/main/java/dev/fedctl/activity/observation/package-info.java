/** What stands, read for people; nothing is changed. */
@NullMarked
package dev.fedctl.activity.observation;

import org.jspecify.annotations.NullMarked;
