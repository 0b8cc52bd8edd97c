package io.flyball.core.detect.trail;

/** Where the trails of users are kept. What is got may be changed in place until the next call. */
public interface Trails {
    /** The user's trails for changing, begun where there are none. */
    UserTrails change(String payer);
}
