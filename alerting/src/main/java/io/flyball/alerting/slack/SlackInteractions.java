package io.flyball.alerting.slack;

import com.google.gson.JsonObject;
import com.slack.api.Slack;
import com.slack.api.methods.MethodsClient;
import io.flyball.alerting.cases.Answer;
import io.flyball.alerting.cases.Answer.Action;
import io.flyball.alerting.cases.CaseKey;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.memory.AlertMeters;
import io.flyball.alerting.memory.Answers;
import io.flyball.alerting.memory.ControlLog;
import io.flyball.alerting.memory.ControlTail;
import io.flyball.alerting.memory.RememberedCases;
import io.flyball.alerting.memory.Rights;
import io.flyball.alerting.words.Mrkdwn;
import io.flyball.core.model.NanoUsd;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.avro.ControlRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what people answer in Slack: acknowledges at once, then finds out who it is and whether they may, keeps the answer
 * on the control topic, refused ones too, and tells who was refused why. It trusts nothing that a message carries: rights
 * come from the directory and the list of approvers, amounts from what was asked for.
 */
public final class SlackInteractions {
    private static final Logger LOG = LoggerFactory.getLogger(SlackInteractions.class);
    private static final String DOOR = "slack";
    private static final int MOST_REASON_CHARS = 500;
    private static final int MOST_TOLD_CHARS = 3_000;

    private final Slack slack;
    private final MethodsClient methods;
    private final SlackPeople people;
    private final ControlTail control;
    private final ControlLog log;
    private final Rights rights;
    private final Approval approval;
    private final KnownCases cases;
    private final AlertMeters meters;
    private final Executor work;
    private final LongSupplier clock;

    /**
     * @param token the bot's
     * @param remembered where a case is looked up whose scope has a name that Slack cannot carry
     * @param work runs what takes longer than an acknowledgement may
     */
    public SlackInteractions(
            Slack slack,
            String token,
            ControlTail control,
            ControlLog log,
            Rights rights,
            RememberedCases remembered,
            AlertMeters meters,
            Executor work,
            LongSupplier clock) {
        this.slack = slack;
        this.methods = slack.methods(SlackConnection.checkedToken(token));
        this.people = new SlackPeople(methods);
        this.control = control;
        this.log = log;
        this.rights = rights;
        this.approval = new Approval(control);
        this.cases = new KnownCases(control, remembered);
        this.meters = meters;
        this.work = work;
        this.clock = clock;
    }

    /** Somebody who answers, and where they can be told something. */
    private record Who(String slackId, String email, String responseUrl) {
        private String name() {
            return email.isEmpty() ? slackId : email;
        }

        /** Whether they are named so: what they answered may be kept under their address or under their id. */
        private boolean is(String named) {
            return named.equals(slackId) || !email.isEmpty() && named.equalsIgnoreCase(email);
        }
    }

    /** What is wanted, before it is known whether it may be. */
    private record Wanted(String id, CaseKey key, Answer answer, String amountUsd) {}

    /** Takes one in; what it returns is the body of the acknowledgement, JSON or empty. */
    String take(SlackPayload payload) {
        return switch (payload.text("type")) {
            case "block_actions" -> {
                work.execute(() -> guarded(payload, () -> pressed(payload)));
                yield "";
            }
            case "view_submission" -> submitted(payload);
            default -> "";
        };
    }

    private void guarded(SlackPayload payload, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("What somebody answered in Slack could not be kept", e);
            tell(
                    new Who(payload.text("user", "id"), "", payload.text("response_url")),
                    "This could not be kept, and nothing was done: try again in a minute.");
        }
    }

    private void pressed(SlackPayload payload) {
        JsonObject action = payload.action();
        Optional<CaseToken> token = CaseToken.read(SlackPayload.text(action, "block_id"));
        String name = SlackPayload.text(action, "action_id");
        if (token.isEmpty() || name.equals(SlackActions.SHOW)) {
            return;
        }
        String level = SlackPayload.text(action, "value");
        if (name.equals(SlackActions.ASK) && Askable.is(token.get().key(), level)) {
            openAskWindow(payload, token.get(), level);
            return;
        }
        Who who = who(payload, payload.text("response_url"));
        if (who != null) {
            inFull(token.get(), who).ifPresent(full -> pressed(action, name, full, who));
        }
    }

    private void pressed(JsonObject action, String name, CaseToken token, Who who) {
        String id = id(who.slackId(), SlackPayload.text(action, "action_ts"), name, token.toString());
        if (control.knows(id)) {
            meters.answered("repeated");
            return;
        }
        long nowMs = clock.getAsLong();
        switch (name) {
            case SlackActions.ASK ->
                refuse(
                        who,
                        new Wanted(id, token.key(), new Answer(Action.ASK, who.name(), nowMs, 0, id, 0, ""), ""),
                        Askable.mend(token.key()));
            case SlackActions.SNOOZE -> snooze(who, id, token, action, nowMs);
            case SlackActions.APPROVE -> decide(who, id, token, Action.APPROVE, nowMs);
            case SlackActions.DECLINE -> decide(who, id, token, Action.DECLINE, nowMs);
            default -> LOG.debug("Slack sent the unknown action {}", name);
        }
    }

    /**
     * Who answers; null where Slack does not say just now: they are told to come again, since without their address
     * nobody can say what they may.
     */
    private @Nullable Who who(SlackPayload payload, String responseUrl) {
        String user = payload.text("user", "id");
        SlackPeople.Found email = people.emailOf(user);
        if (email.failure() instanceof DeliveryResult.RetryLater later) {
            LOG.warn("Somebody's answer in Slack is not taken, since it is not known who they are: {}", later.why());
            tell(new Who(user, "", responseUrl), "Slack does not say who you are just now: press again in a minute.");
            return null;
        }
        return new Who(user, email.id(), responseUrl);
    }

    private Optional<CaseToken> inFull(CaseToken carried, Who who) {
        Optional<CaseToken> known = cases.inFull(carried);
        if (known.isEmpty()) {
            tell(who, "This case is not remembered any more, and nothing was done: see the page for what is on.");
        }
        return known;
    }

    private void openAskWindow(SlackPayload payload, CaseToken token, String level) {
        var outcome = SlackCalls.call(
                () -> methods.viewsOpen(r -> r.triggerId(payload.text("trigger_id"))
                        .view(AskWindow.view(token, payload.text("response_url"), level))),
                payload.text("user", "id"));
        if (outcome.response() == null) {
            tell(
                    new Who(payload.text("user", "id"), "", payload.text("response_url")),
                    "Slack did not open the window (" + outcome.error() + "): press again.");
        }
    }

    private void snooze(Who who, String id, CaseToken token, JsonObject action, long nowMs) {
        String choice = SlackPayload.text(action, "selected_option", "value");
        Optional<SnoozeEnd> end = SnoozeEnd.ofWireName(choice);
        long untilMs = end.map(e -> e.untilMs(nowMs)).orElse(0L);
        Wanted wanted =
                new Wanted(id, token.key(), new Answer(Action.SNOOZE, who.name(), nowMs, untilMs, "", 0, ""), "");
        if (end.isEmpty()) {
            refuse(who, wanted, "\"" + choice + "\" is no time to be quiet for: choose one of the list.");
        } else if (!rights.mayAnswer(who.email(), who.slackId(), token.key().scope())) {
            refuse(who, wanted, notYours(token.key()));
        } else {
            accept(wanted, List.of());
        }
    }

    private static String notYours(CaseKey key) {
        return "Only who it concerns, their manager, their team or an approver may answer for " + key.scope()
                + ": ask one of them.";
    }

    private void decide(Who who, String id, CaseToken token, Action action, long nowMs) {
        Optional<Answer> asked = control.ask(token.askId())
                .filter(a -> a.key().equals(token.key()))
                .map(ControlTail.Answered::answer);
        Answer ask = asked.orElse(new Answer(Action.ASK, "", 0, 0, token.askId(), 0, ""));
        Wanted wanted = new Wanted(
                id,
                token.key(),
                new Answer(action, who.name(), nowMs, ask.untilMs(), token.askId(), ask.amountNanoUsd(), ask.reason()),
                ask.amountNanoUsd() == 0 ? "" : NanoUsd.toDecimalString(ask.amountNanoUsd()));
        Optional<String> against = against(who, token, asked, nowMs);
        if (against.isEmpty() && action == Action.APPROVE) {
            against = approval.against(token.key(), ask, nowMs);
        }
        if (against.isPresent()) {
            refuse(who, wanted, against.get());
        } else {
            accept(
                    wanted,
                    action == Action.APPROVE ? approval.records(token.key(), ask, who.name(), nowMs) : List.of());
        }
    }

    private Optional<String> against(Who who, CaseToken token, Optional<Answer> asked, long nowMs) {
        if (!rights.mayApprove(who.email())) {
            return Optional.of(
                    who.name() + " may not approve: ask somebody who is named in flyball.alerting-approvers.");
        }
        if (asked.isEmpty()) {
            return Optional.of("What was asked for is not known any more: ask again.");
        }
        if (who.is(asked.get().by())) {
            return Optional.of("Nobody decides what they asked for themselves: leave it to another approver.");
        }
        Optional<ControlTail.Answered> decided = control.decision(token.askId());
        if (decided.isPresent()) {
            return Optional.of(decided.get().answer().by() + " has decided it already.");
        }
        return asked.get().untilMs() <= nowMs
                ? Optional.of("What was asked for would have ended by now: ask again.")
                : Optional.empty();
    }

    private String submitted(SlackPayload payload) {
        if (!payload.text("view", "callback_id").equals(SlackActions.ASK_VIEW)) {
            return "";
        }
        long nowMs = clock.getAsLong();
        AskWindow.Filled filled = AskWindow.read(payload);
        Optional<String> mend = filled.mend();
        work.execute(() -> guarded(payload, () -> ask(payload, filled, mend, nowMs)));
        return mend.map(sentence -> AskWindow.errors(filled.amountNanoUsd() <= 0, sentence))
                .orElse("");
    }

    private void ask(SlackPayload payload, AskWindow.Filled filled, Optional<String> mend, long nowMs) {
        Optional<CaseToken> carried = filled.token();
        if (carried.isEmpty()) {
            return;
        }
        Who who = who(payload, filled.responseUrl());
        if (who == null) {
            return;
        }
        Optional<CaseToken> token = inFull(carried.get(), who);
        if (token.isEmpty()) {
            return;
        }
        String id = id(who.slackId(), payload.text("view", "id"), payload.text("view", "hash"), filled.amount());
        if (control.knows(id)) {
            meters.answered("repeated");
            return;
        }
        Wanted wanted = wanted(id, token.get().key(), filled, who, nowMs);
        mend.ifPresentOrElse(
                sentence -> audit(wanted, sentence, List.of()), () -> ask(who, wanted, filled.level(), nowMs));
    }

    private static Wanted wanted(String id, CaseKey key, AskWindow.Filled filled, Who who, long nowMs) {
        String reason = filled.reason()
                .substring(0, Math.min(MOST_REASON_CHARS, filled.reason().length()));
        long untilMs = filled.end().map(e -> e.untilMs(nowMs)).orElse(0L);
        return new Wanted(
                id,
                key,
                new Answer(Action.ASK, who.name(), nowMs, untilMs, id, filled.amountNanoUsd(), reason),
                filled.amountNanoUsd() > 0 ? NanoUsd.toDecimalString(filled.amountNanoUsd()) : filled.amount());
    }

    private void ask(Who who, Wanted wanted, String level, long nowMs) {
        if (!rights.mayAnswer(who.email(), who.slackId(), wanted.key().scope())) {
            refuse(who, wanted, notYours(wanted.key()));
        } else if (!Askable.is(wanted.key(), level)) {
            refuse(who, wanted, Askable.mend(wanted.key()));
        } else if (!rights.anybodyMayApprove()) {
            refuse(who, wanted, "Nobody may approve: name somebody in flyball.alerting-approvers.");
        } else {
            approval.against(wanted.key(), wanted.answer(), nowMs)
                    .ifPresentOrElse(sentence -> refuse(who, wanted, sentence), () -> accept(wanted, List.of()));
        }
    }

    private void accept(Wanted wanted, List<ControlRecord> more) {
        audit(wanted, "", more);
    }

    private void refuse(Who who, Wanted wanted, String sentence) {
        audit(wanted, sentence, List.of());
        tell(who, sentence);
    }

    private void audit(Wanted wanted, String refused, List<ControlRecord> more) {
        List<ControlRecord> records = new ArrayList<>(more);
        records.add(ControlMapping.ofAnswer(
                wanted.id(), Answers.toAvro(wanted.key(), wanted.answer(), wanted.amountUsd(), DOOR, refused)));
        log.send(records);
        meters.answered(refused.isEmpty() ? "accepted" : "refused");
    }

    /** Only the one who answered sees it. */
    private void tell(Who who, String sentence) {
        if (who.responseUrl().isEmpty()) {
            return;
        }
        // It may name a scope, an option or an amount, which others wrote.
        String text = Mrkdwn.escape(sentence, MOST_TOLD_CHARS);
        try (var response = slack.getHttpClient()
                .postJsonBody(
                        who.responseUrl(),
                        Map.of("response_type", "ephemeral", "replace_original", false, "text", text))) {
            LOG.debug("Slack answered {} at a response URL", response.code());
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("Slack took no answer at a response URL", e);
        }
    }

    /** The same answer, however often it comes in, has the same id. */
    private static String id(String... parts) {
        return UUID.nameUUIDFromBytes(String.join("\n", parts).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
