package io.flyball.app.reconcile;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What to reconcile.
 *
 * @param from first UTC day; null: thirty days before the last, or the first with a charge
 * @param to last UTC day
 * @param provider the one to look at; null: all that have a bill
 * @param nowMs tells which days of a bill are final, epoch ms
 */
public record ReconcileRequest(
        @Nullable LocalDate from, LocalDate to, @Nullable String provider, long nowMs) {}
