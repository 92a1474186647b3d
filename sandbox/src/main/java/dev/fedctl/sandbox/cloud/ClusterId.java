package dev.fedctl.sandbox.cloud;

/**
 * One life of one EKS cluster.
 *
 * @param serial differs between two clusters of the same name that lived one after the other
 */
public record ClusterId(String account, String region, String name, String serial) {}
