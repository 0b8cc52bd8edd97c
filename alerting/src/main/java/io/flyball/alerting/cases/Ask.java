package io.flyball.alerting.cases;

/**
 * Somebody asked for more.
 *
 * @param by e-mail address or id of who asked
 * @param amountNanoUsd by how much budgets are to be raised
 * @param untilMs when that is to end, epoch ms
 * @param decision {@code approve} or {@code decline}; empty while it waits
 */
public record Ask(
        String id,
        String by,
        long amountNanoUsd,
        long untilMs,
        String reason,
        long atMs,
        String decision,
        String decidedBy) {
    Ask decided(String as, String who) {
        return new Ask(id, by, amountNanoUsd, untilMs, reason, atMs, as, who);
    }

    /** Whether it still waits for somebody to decide. */
    public boolean isOpen() {
        return decision.isEmpty();
    }
}
