package io.flyball.alerting.memory;

import io.flyball.alerting.cases.Answer;
import io.flyball.alerting.cases.CaseKey;
import io.flyball.core.model.NanoUsd;
import io.flyball.schemas.avro.AnswerRecord;
import java.math.BigDecimal;
import java.util.Optional;

/** Answers as records of the control topic, and back. */
public final class Answers {
    private Answers() {}

    /**
     * What somebody wants, as the record that keeps it.
     *
     * @param amount what somebody wrote as amount; empty where there is none
     * @param refused why it is refused; empty: it is not
     */
    public static AnswerRecord toAvro(CaseKey key, Answer answer, String amount, String door, String refused) {
        return AnswerRecord.newBuilder()
                .setAction(answer.action().wireName())
                .setRefused(refused)
                .setScope(key.scope())
                .setFindingKind(key.kind())
                .setWindow(key.window())
                .setAskId(answer.askId())
                .setAmountUsd(amount)
                .setUntilMs(answer.untilMs())
                .setReason(answer.reason())
                .setBy(answer.by())
                .setDoor(door)
                .setAtMs(answer.atMs())
                .build();
    }

    static CaseKey key(AnswerRecord answer) {
        return new CaseKey(answer.getScope(), answer.getFindingKind(), answer.getWindow());
    }

    /** The answer; empty where it was refused or says nothing that this version understands. */
    static Optional<Answer> toAnswer(AnswerRecord answer) {
        if (!answer.getRefused().isEmpty()) {
            return Optional.empty();
        }
        for (Answer.Action action : Answer.Action.values()) {
            if (action.wireName().equals(answer.getAction())) {
                return Optional.of(new Answer(
                        action,
                        answer.getBy(),
                        answer.getAtMs(),
                        answer.getUntilMs(),
                        answer.getAskId(),
                        amountNanoUsd(answer.getAmountUsd()),
                        answer.getReason()));
            }
        }
        return Optional.empty();
    }

    private static long amountNanoUsd(String usd) {
        try {
            return usd.isEmpty() ? 0 : NanoUsd.ofUsd(new BigDecimal(usd));
        } catch (ArithmeticException | NumberFormatException e) {
            return 0;
        }
    }
}
