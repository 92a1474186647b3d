package dev.fedctl.sandbox.kernel;

/**
 * A request by the name that its vendor gives it.
 *
 * @param name {@code eks:CreateCluster}, or {@code k8s:<verb> <resource>} with the verbs of
 *     Kubernetes' authorizer (get, list, create, update, patch, delete, deletecollection)
 * @param subject what it is about, as far as the request says: a cluster's name, {@code
 *     <cluster>/<namespace>/<name>}; empty when it says nothing
 * @param mutating whether it can change the cloud
 */
public record Call(String name, String subject, boolean mutating) {}
