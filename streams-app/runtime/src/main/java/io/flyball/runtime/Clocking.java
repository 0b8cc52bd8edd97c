package io.flyball.runtime;

/** What "now" is for everything that ends by itself. */
public enum Clocking {
    /** The later of stream time and wall clock: for a running installation. */
    LATER_OF_STREAM_AND_WALL,
    /** Stream time alone: for replays, where equal input must give equal output. */
    STREAM
}
