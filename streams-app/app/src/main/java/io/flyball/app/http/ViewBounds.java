package io.flyball.app.http;

/**
 * How much a {@link LiveView} remembers; what was touched least recently goes first. At the defaults a full view takes
 * some 60 MB.
 *
 * @param scopesPerDimension scopes whose latest spend is kept
 * @param trendsPerDimension scopes of a drawn dimension whose history is kept
 * @param trendPoints points of one history, at least 4
 * @param findings findings
 * @param signals throttle signals, ended ones included
 * @param alerts alerts
 */
public record ViewBounds(
        int scopesPerDimension, int trendsPerDimension, int trendPoints, int findings, int signals, int alerts) {

    /** 5,000 scopes and 300 trends of 240 points a dimension, 1,000 findings, 5,000 signals, 200 alerts. */
    public static final ViewBounds DEFAULT = new ViewBounds(5_000, 300, 240, 1_000, 5_000, 200);
}
