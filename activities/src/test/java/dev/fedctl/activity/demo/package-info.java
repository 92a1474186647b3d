@NullMarked
package dev.fedctl.activity.demo;

import org.jspecify.annotations.NullMarked;
