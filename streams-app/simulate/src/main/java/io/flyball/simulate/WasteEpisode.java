package io.flyball.simulate;

import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Some days of dollars that the same work need not have cost. */
final class WasteEpisode {
    /** In which way. */
    enum Variant {
        /** Each call changes the beginning of its prompt, so all of it is written anew although the cache is warm. */
        REBUILT_CACHE,
        /** A session with a huge context is taken up again whenever the cache has just lapsed. */
        COLD_RESUME,
        /** The largest model sorts one-line messages. */
        FRONTIER_ON_SMALL_WORK,
        /** Prompts are written to the cache for an hour and never read. */
        UNREAD_WRITES;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Episode episode;
    private final Occurrence wrong;
    private final Chance chance;
    private final SessionQueue sessions = new SessionQueue();

    private WasteEpisode(Episode episode, Variant variant) {
        this.episode = episode;
        this.wrong = episode.wrong(TruthKind.WASTE, variant.label(), 0);
        this.chance = episode.chance();
    }

    static Caller of(Episode episode, Variant variant) {
        WasteEpisode waste = new WasteEpisode(episode, variant);
        for (long dayMs = episode.startMs(); dayMs < episode.endMs(); dayMs += CompanyPlan.DAY_MS) {
            switch (variant) {
                case REBUILT_CACHE -> waste.planRebuiltCache(dayMs);
                case COLD_RESUME -> waste.planColdResume(dayMs);
                case FRONTIER_ON_SMALL_WORK -> waste.planSmallWork(dayMs);
                case UNREAD_WRITES -> waste.planUnreadWrites(dayMs);
            }
        }
        return waste.sessions;
    }

    private void planRebuiltCache(long dayMs) {
        int count = chance.between(2, 4);
        for (int i = 0; i < count; i++) {
            long startMs = dayMs + chance.below((int) (6 * CompanyPlan.HOUR_MS));
            plan(startMs, AgentProfile.CLAUDE_CODE, Model.SONNET, () -> {
                Script work = new OrdinaryWork(AgentProfile.CLAUDE_CODE, chance, chance.between(20, 60));
                return new Marked(new ColdCached(work), wrong);
            });
        }
    }

    private void planColdResume(long dayMs) {
        plan(dayMs, AgentProfile.CLAUDE_CODE, Model.OPUS, () -> new LateQuestions(chance.between(5, 10)));
    }

    private void planSmallWork(long dayMs) {
        EvenCalls.Shape shape = new EvenCalls.Shape(15_000, 90, chance.between(700, 1_600), 25, 40);
        plan(
                dayMs,
                AgentProfile.SCRIPT,
                Model.OPUS,
                () -> new EvenCalls(shape, chance.between(600, 2_000), chance, wrong));
    }

    private void planUnreadWrites(long dayMs) {
        int count = chance.between(30, 90);
        long promptTokens = chance.between(25_000, 60_000);
        for (int i = 0; i < count; i++) {
            long startMs = dayMs + chance.below((int) (9 * CompanyPlan.HOUR_MS));
            plan(startMs, AgentProfile.CLAUDE_CODE, Model.SONNET, () -> {
                EvenCalls.Shape shape = new EvenCalls.Shape(1, 0, promptTokens, chance.between(150, 900), 5);
                return new ColdCached(new EvenCalls(shape, 1, chance, wrong));
            });
        }
    }

    private void plan(long startMs, AgentProfile profile, Model model, Supplier<Script> script) {
        sessions.plan(
                startMs,
                timeMs -> new RunningSession(
                        episode.setting(profile, model), timeMs, script.get(), episode.ids(), chance));
    }

    /** Work that finds nothing in the cache. */
    private record ColdCached(Script script) implements Script {
        @Override
        public @Nullable Step next() {
            Step step = script.next();
            return step == null ? null : step.withColdCache();
        }
    }

    /** A question an hour and some minutes after the one before, each with all that was said. */
    private final class LateQuestions implements Script {
        private int questionsLeft;

        LateQuestions(int questions) {
            this.questionsLeft = questions;
        }

        @Override
        public @Nullable Step next() {
            if (questionsLeft-- <= 0) {
                return null;
            }
            return Step.after(chance.between(62, 95) * 60_000L)
                    .withContext(chance.between(135_000, 160_000))
                    .withColdCache()
                    .saying(chance.between(200, 1_200))
                    .partOf(wrong);
        }
    }
}
