package io.flyball.connect.report;

/**
 * A page of a report to ask for.
 *
 * @param fromMs begin of its first bucket, epoch ms, at a UTC midnight
 * @param page what the page before it named as the next one; empty: the first
 * @param buckets how many at most, 1 or more
 */
public record PageRequest(long fromMs, String page, int buckets) {}
