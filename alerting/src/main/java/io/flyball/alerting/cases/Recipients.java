package io.flyball.alerting.cases;

import java.util.List;

/** Who stands for a role, as configuration and directory say it now. */
public interface Recipients {
    /** The places of a role for a scope, in no order; empty: there are none. */
    List<Place> places(Role role, String scope);

    /** Where else the same person is reached when a place does not take it; empty: nowhere. */
    default List<Place> insteadOf(Place place, String scope) {
        return List.of();
    }

    /** Where what has no room is told together; empty: nowhere. */
    List<Place> overflow();

    /** Whether a channel can change what it has posted, so that small changes cost no message. */
    boolean edits(String channel);
}
