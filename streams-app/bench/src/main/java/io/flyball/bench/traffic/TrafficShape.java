package io.flyball.bench.traffic;

import io.flyball.app.Refusal;
import java.time.Duration;

/**
 * What the generated traffic looks like. Event times run evenly over {@code span}, so it decides how many slices close.
 *
 * @param users how many people and service accounts call
 * @param skew exponent of Zipf's law over the users: 0 is even, 1 gives the first of 5,000 about a ninth of all calls
 * @param teams teams the users belong to
 * @param agents agents that call on their behalf
 */
public record TrafficShape(String name, int users, double skew, int teams, int agents, Duration span) {
    /** A company's day: few call much, most call little. */
    public static final TrafficShape COMPANY = new TrafficShape("company", 5_000, 1.0, 200, 20, Duration.ofDays(1));
    /** Users who call so seldom that nearly every call is the first of its minute and hour, for a month. */
    public static final TrafficShape LONG_TAIL =
            new TrafficShape("long_tail", 1_000, 0.0, 200, 20, Duration.ofDays(30));
    /** Users who call so often that calls share minutes and hours. */
    public static final TrafficShape HOT = new TrafficShape("hot", 20, 0.0, 5, 20, Duration.ofDays(3));

    /** The shape of that name. */
    public static TrafficShape ofName(String name) {
        for (TrafficShape shape : new TrafficShape[] {COMPANY, LONG_TAIL, HOT}) {
            if (shape.name.equals(name)) {
                return shape;
            }
        }
        throw new Refusal("Traffic " + name + " does not exist: use company, long_tail or hot.");
    }
}
