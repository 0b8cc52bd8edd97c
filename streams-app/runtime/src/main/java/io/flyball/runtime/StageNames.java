package io.flyball.runtime;

/** Names of everything inside the topology; they name changelog topics and state folders, so they never change. */
final class StageNames {
    static final String USAGE = "usage";
    static final String REKEYED = "usage-rekeyed";
    static final String CONTROL = "control";
    static final String ADJUSTMENTS = "adjustments";
    static final String ROLLUP = "rollup";

    static final String PAYER = "payer";
    static final String PAYER_SCOPES = "payer-scopes";
    static final String PAYER_SLICES = "payer-slices";
    static final String PAYER_TRAILS = "payer-trails";
    static final String PAYER_RATINGS = "payer-ratings";
    static final String PAYER_IDS = "payer-ids";
    static final String PAYER_BOOKS = "payer-books";
    static final String PAYER_COMMIT = "payer-commit";

    static final String MERGE = "merge";
    static final String MERGE_TEAMS = "merge-teams";
    static final String MERGE_SCOPES = "merge-scopes";
    static final String MERGE_SLICES = "merge-slices";
    static final String MERGE_BOOKS = "merge-books";
    static final String MERGE_COMMIT = "merge-commit";

    /** A sink is named after its topic and the stage that writes to it. */
    static String sink(String stage, io.flyball.schemas.Topic topic) {
        return stage + "-to-" + topic.suffix().replace('.', '-');
    }

    private StageNames() {}
}
