package io.flyball.simulate;

/** How long a provider keeps the prompt of a session, and how it bills the keeping. */
enum CacheKind {
    FIVE_MINUTES(5 * 60_000L),
    ONE_HOUR(60 * 60_000L),
    /** Written for free by the provider; what is not found there is plain input. */
    AUTOMATIC(10 * 60_000L),
    /** Nothing is kept. */
    NONE(0);

    private final long lifeMs;

    CacheKind(long lifeMs) {
        this.lifeMs = lifeMs;
    }

    long lifeMs() {
        return lifeMs;
    }
}
