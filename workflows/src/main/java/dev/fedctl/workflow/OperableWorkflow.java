package dev.fedctl.workflow;

import dev.fedctl.contract.workflow.Operable;
import io.temporal.workflow.WorkflowInterface;

/** Any workflow that an operator can speak to: an address for signals, never run. */
@WorkflowInterface
interface OperableWorkflow extends Operable {}
