package io.flyball.alerting.slack;

/** The ids of what can be pressed and filled in. */
final class SlackActions {
    static final String SNOOZE = "snooze";
    static final String ASK = "ask";
    static final String SHOW = "show";
    static final String APPROVE = "approve";
    static final String DECLINE = "decline";

    /** The window in which one asks for more, and its inputs. */
    static final String ASK_VIEW = "flyball_ask";

    static final String AMOUNT = "amount";
    static final String END = "end";
    static final String REASON = "reason";

    private SlackActions() {}
}
