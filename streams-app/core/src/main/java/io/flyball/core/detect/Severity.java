package io.flyball.core.detect;

/** How soon a person should look, least first. */
public enum Severity {
    LOW("low"),
    MEDIUM("medium"),
    HIGH("high");

    private final String wireName;

    Severity(String wireName) {
        this.wireName = wireName;
    }

    /** The name in files and on topics. */
    public String wireName() {
        return wireName;
    }
}
