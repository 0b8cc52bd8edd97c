package io.flyball.ingest.intake;

import java.util.Set;

/**
 * Who sends usage.
 *
 * @param name as it stands in metrics and in the coordinates of what was refused
 * @param sources whose usage it may report, for example {@code litellm}; empty: any
 * @param user who pays for calls that name nobody; empty: such calls are refused
 * @param requestsPerSecond how often it may call; 0: as often as it likes
 */
public record Client(String name, Set<String> sources, String user, long requestsPerSecond) {
    /** Where no tokens are asked for. */
    public static final Client ANYBODY = new Client("anybody", Set.of(), "", 0);

    public Client {
        sources = Set.copyOf(sources);
    }

    /** Whether it may report usage of that source. */
    public boolean mayReport(String source) {
        return sources.isEmpty() || sources.contains(source);
    }
}
