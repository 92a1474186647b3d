/** The workflows' interfaces, inputs and reports. */
@NullMarked
package dev.fedctl.contract.workflow;

import org.jspecify.annotations.NullMarked;
