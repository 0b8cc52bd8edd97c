package io.flyball.core.model;

/**
 * In which ways a dollar can be spent that the same work need not have cost. The order is part of the state format:
 * append only.
 */
public enum WasteKind {
    /** What the session had in the provider's cache was sent in full again while it should still have been there. */
    CACHE_REBUILT(
            "cache_rebuilt", "rebuilt a cache that could have been warm: keep what the prompt begins with as it is"),
    /** A long context was taken up again after its cache had lapsed. */
    CONTEXT_RESENT("context_resent", "re-sent a long context to a cold cache: start a fresh session after a break"),
    /** The call failed, or asked what had been answered. */
    RETRY("retry", "went into failed calls and requests sent again: let retries wait longer and end"),
    /** A large model did what a small one does. */
    FRONTIER_MODEL("frontier_model", "put small work to a large model: give it to a smaller one"),
    /** The cache was written for an hour and never read. */
    UNREAD_CACHE_WRITE("unread_cache_write", "wrote a cache for an hour that nobody read: leave the cache out there");

    /** How many ways there are. */
    public static final int COUNT = values().length;

    private final String wireName;
    private final String words;

    WasteKind(String wireName, String words) {
        this.wireName = wireName;
        this.words = words;
    }

    /** The name in files and on topics. */
    public String wireName() {
        return wireName;
    }

    /** What that part of the spend did, and what to do, after "61 % of it". */
    public String words() {
        return words;
    }
}
