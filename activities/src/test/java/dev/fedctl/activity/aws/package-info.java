@NullMarked
package dev.fedctl.activity.aws;

import org.jspecify.annotations.NullMarked;
