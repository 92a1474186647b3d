/**
 * The time that no orchestrator could beat: the longest chain of what AWS, Kubernetes and Karmada
 * make everybody wait for. {@code docs/critical-path.md} lists the dependencies.
 */
@NullMarked
package dev.fedctl.sandbox.path;

import org.jspecify.annotations.NullMarked;
