package dev.fedctl.contract.workflow;

import dev.fedctl.contract.spec.FederationDocument;

/** What starts a federation: its spec with every default filled in. */
public record FederationInput(FederationDocument document) {}
