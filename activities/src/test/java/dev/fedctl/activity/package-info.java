@NullMarked
package dev.fedctl.activity;

import org.jspecify.annotations.NullMarked;
