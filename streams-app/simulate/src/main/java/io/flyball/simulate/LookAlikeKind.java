package io.flyball.simulate;

/** What is right, and looks like something wrong. */
public enum LookAlikeKind {
    /** The same call again and again, while a process is waited for. */
    POLLING,
    /** One tool over and over, with other arguments each time: a long file, page by page. */
    PAGING,
    /** The same test command after every edit. */
    TEST_RUNS,
    /** Hundreds of reads and edits in turn. */
    REFACTORING,
    /** Several sub-agents of one person at once, each with a task of its own. */
    FAN_OUT,
    /** A service account that asks the same kind of question thousands of times, at a machine's cadence. */
    BATCH
}
