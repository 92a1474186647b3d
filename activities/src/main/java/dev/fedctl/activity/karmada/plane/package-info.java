/**
 * What Karmada needs in its own API: definitions, webhooks, the Cluster API, roles, cluster-info.
 */
@NullMarked
package dev.fedctl.activity.karmada.plane;

import org.jspecify.annotations.NullMarked;
