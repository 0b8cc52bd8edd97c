package io.flyball.alerting.slack;

/** No connection now. The message is one sentence with the mend. */
final class SocketRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final long afterMs;

    /** @param afterMs the wait that Slack asked for; 0: it named none */
    SocketRefused(String sentence, long afterMs) {
        super(sentence);
        this.afterMs = afterMs;
    }

    long afterMs() {
        return afterMs;
    }
}
