package io.flyball.core.reconcile;

import org.jspecify.annotations.Nullable;

/**
 * One line of a provider's report.
 *
 * @param usage whether it counts units; else it is an amount
 * @param epochDay UTC day of its bucket
 * @param model empty where the line names none
 * @param serviceTier empty where the line names none
 * @param units of a line of usage
 * @param requests calls; negative where the provider does not say
 * @param costNanoUsd of an amount
 * @param meter what an amount is for; null where it is no meter's
 * @param lineItem what an amount is for, in the provider's words
 * @param revisedUntilMs until then the line may change, epoch ms
 */
public record BillLine(
        String provider,
        boolean usage,
        long epochDay,
        String model,
        String serviceTier,
        Units units,
        long requests,
        long costNanoUsd,
        @Nullable Meter meter,
        String lineItem,
        long revisedUntilMs) {}
