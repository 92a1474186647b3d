package dev.fedctl.contract.activity;

/** One EKS cluster of the worker's account. */
public record ClusterRef(String region, String name) {}
