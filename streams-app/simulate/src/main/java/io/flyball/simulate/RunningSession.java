package io.flyball.simulate;

import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import org.jspecify.annotations.Nullable;

/** A session under way: its script says what each call does, its conversation what that takes in tokens. */
final class RunningSession implements Caller {
    private final Setting setting;
    private final Conversation conversation;
    private final Script script;
    private final EventIds ids;
    private final Chance chance;
    private final String session;
    private @Nullable Step upcoming;
    private long nextTimeMs;

    /**
     * Who does what with which agent.
     *
     * @param task what the session is part of; empty where it stands alone
     */
    record Setting(Payer payer, AgentProfile profile, Model model, String task) {
        Setting(Payer payer, AgentProfile profile, Model model) {
            this(payer, profile, model, "");
        }

        Setting withTask(String newTask) {
            return new Setting(payer, profile, model, newTask);
        }
    }

    /** @param firstCallMs when its first call ends, epoch ms */
    RunningSession(Setting setting, long firstCallMs, Script script, EventIds ids, Chance chance) {
        this.setting = setting;
        this.conversation = new Conversation(setting.profile(), setting.model(), chance);
        this.script = script;
        this.ids = ids;
        this.chance = chance;
        this.session = chance.hash();
        this.upcoming = script.next();
        this.nextTimeMs = upcoming == null ? NEVER : firstCallMs;
    }

    @Override
    public long nextTimeMs() {
        return nextTimeMs;
    }

    @Override
    public Call next() {
        Step step = upcoming;
        if (step == null) {
            throw new IllegalStateException("Session " + session + " has ended: ask nextTimeMs() first");
        }
        Call call = new Call(event(step), step.occurrence());
        upcoming = script.next();
        nextTimeMs = upcoming == null ? NEVER : nextTimeMs + upcoming.gapMs();
        return call;
    }

    private UsageEvent event(Step step) {
        Payer payer = setting.payer();
        UsageEventBuilder call = UsageEvent.builder()
                .eventId(ids.next())
                .timeMs(nextTimeMs)
                .model(setting.model().name())
                .provider(setting.model().provider())
                .user(payer.user())
                .team(payer.team())
                .source(payer.source())
                .agent(setting.profile().agent())
                .session(session)
                .task(setting.task())
                .status(step.status())
                .attempt(step.attempt())
                .stopReason(step.actions().isEmpty() ? "end_turn" : "tool_use")
                .latencyMs(Math.min(step.gapMs(), 700 + 13 * step.outputTokens()));
        conversation.fill(call, nextTimeMs, step);
        if (!payer.bare()) {
            String asked = step.requestFingerprint();
            call.requestFingerprint(asked.isEmpty() ? chance.hash() : asked).actions(step.actions());
        }
        return call.build();
    }
}
