package dev.fedctl.contract.message;

import dev.fedctl.contract.failure.Cure;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that failed for good and was mended on the way.
 *
 * @param step whose thing it is
 * @param cause what was wrong with it, in one sentence
 * @param code the vendor's word for it
 * @param incarnation of the thing that had failed
 * @param byOperator whether an operator's retry asked for it; else fedctl did it by itself
 */
public record Repair(
    String step,
    Cure.How how,
    String cause,
    Optional<String> code,
    int incarnation,
    boolean byOperator,
    Instant at) {}
