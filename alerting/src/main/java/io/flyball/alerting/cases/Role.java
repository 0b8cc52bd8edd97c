package io.flyball.alerting.cases;

/** Why somebody hears of a case. */
public enum Role {
    /** Whose spend it is. */
    PERSON("person"),
    /** The channel of the team, or where there is none the channel for everything. */
    TEAM("team"),
    /** Who must act when nobody else does. */
    ON_CALL("on_call"),
    /** A machine that is told every change, such as a webhook. */
    FEED("feed"),
    /** Who may approve what was asked for. */
    APPROVER("approver");

    private final String wireName;

    Role(String wireName) {
        this.wireName = wireName;
    }

    /** The name on topics. */
    public String wireName() {
        return wireName;
    }

    /** The role of that name; throws where there is none. */
    public static Role ofWireName(String name) {
        for (Role role : values()) {
            if (role.wireName.equals(name)) {
                return role;
            }
        }
        throw new IllegalArgumentException("Expected a role such as person, but it is \"" + name + "\"");
    }
}
