package dev.fedctl.activity.kubernetes;

/**
 * Where a cluster's API is and whom it is signed by.
 *
 * @param url {@code https://…}
 * @param caPem the certificate of its authority, PEM
 */
public record Endpoint(String url, String caPem) {}
