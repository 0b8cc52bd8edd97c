package io.flyball.bench.decide;

/**
 * What one operation costs.
 *
 * @param what the operation
 * @param level of the signals that concern the calls; {@code clear}: none does
 * @param nanos of one operation on each thread, mean
 * @param errorNanos half the width of the interval in which the mean lies with 99.9 %; NaN where it is not known
 * @param bytes allocated by one operation, mean
 */
public record DecideFigures(String what, String level, int threads, double nanos, double errorNanos, double bytes) {}
