package io.flyball.core.detect.peer;

/** Where the members of teams are kept. What is got may be changed in place until the next call. */
public interface Teams {
    /** The team's members for changing, begun where there are none. */
    TeamMembers change(String team);
}
