package io.flyball.core.detect;

/** What can be out of the ordinary. */
public enum FindingKind {
    BURN("burn"),
    SPIKE("spike"),
    PEER("peer"),
    PACE("pace"),
    LOOP("loop"),
    POLLING("polling"),
    WASTE("waste"),
    TOKENMAXXING("tokenmaxxing"),
    UNPRICED("unpriced"),
    SILENCE("silence");

    private final String wireName;

    FindingKind(String wireName) {
        this.wireName = wireName;
    }

    /** The name in files and on topics. */
    public String wireName() {
        return wireName;
    }
}
