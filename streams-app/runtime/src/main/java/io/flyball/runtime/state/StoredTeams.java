package io.flyball.runtime.state;

import io.flyball.core.detect.peer.TeamMembers;
import io.flyball.core.detect.peer.Teams;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** What members of teams spent, in a store behind a write-back cache. Not thread-safe. */
public final class StoredTeams implements Teams {
    private static final int CACHED_TEAMS = 2_000;

    private final WriteBackCache<String, TeamMembers> teams;

    public StoredTeams(KeyValueStore<Bytes, byte[]> store) {
        this.teams = new WriteBackCache<>(
                store, team -> Bytes.wrap(team.getBytes(StandardCharsets.UTF_8)), new TeamMembersCodec(), CACHED_TEAMS);
    }

    @Override
    public TeamMembers change(String team) {
        return teams.change(team, TeamMembers::new);
    }

    /** Writes what changed; to be called inside the commit. */
    public void flush() {
        teams.flush();
    }
}
