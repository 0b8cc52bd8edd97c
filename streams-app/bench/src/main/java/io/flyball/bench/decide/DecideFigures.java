package io.flyball.bench.decide;

/**
 * What one operation costs.
 *
 * @param what the operation
 * @param level of the signals that concern the calls; {@code clear}: none does
 * @param nanos of one operation on each thread: the median of the pieces
 * @param bestNanos the same in the best piece, which others on the machine disturbed least
 * @param bytes allocated by one operation, mean
 */
public record DecideFigures(String what, String level, int threads, double nanos, double bestNanos, double bytes) {}
