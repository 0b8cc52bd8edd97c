package io.flyball.simulate;

/**
 * Days in which a whole team works much more than usual, and rightly so.
 *
 * @param startMs epoch ms
 * @param endMs epoch ms, exclusive
 * @param workPercent of the usual work
 */
public record Launch(String team, long startMs, long endMs, int workPercent) {}
