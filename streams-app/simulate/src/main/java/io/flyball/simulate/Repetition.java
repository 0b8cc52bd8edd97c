package io.flyball.simulate;

import io.flyball.core.model.ToolAction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session that repeats itself and gets nowhere, in one of the forms. */
final class Repetition implements Script {
    private final LoopVariant variant;
    private final AgentProfile profile;
    private final Chance chance;
    private final Occurrence occurrence;
    private final String request;
    private final List<ToolAction> cycle = new ArrayList<>();
    private final List<Integer> answerTokens = new ArrayList<>();
    private int place;
    private int repeatsLeft;
    private int othersLeft;

    /** @param repeats how often each action comes, at least twice */
    Repetition(LoopVariant variant, int repeats, AgentProfile profile, Chance chance, Occurrence occurrence) {
        this.variant = variant;
        this.profile = profile;
        this.chance = chance;
        this.occurrence = occurrence;
        this.repeatsLeft = repeats;
        this.request = chance.hash();
        for (int i = 0; i < periodOf(variant); i++) {
            cycle.add(repeatedAction());
            answerTokens.add(chance.between(80, 900));
        }
    }

    private static int periodOf(LoopVariant variant) {
        return switch (variant) {
            case PERIOD_TWO -> 2;
            case PERIOD_THREE -> 3;
            default -> 1;
        };
    }

    private ToolAction repeatedAction() {
        String tool = variant == LoopVariant.SAME_EDIT ? "Edit" : chance.pick(List.of("Bash", "Read", "Grep", "Edit"));
        boolean fails = variant == LoopVariant.SAME_EDIT || chance.percent(60);
        return Actions.fresh(tool, chance).error(fails).build();
    }

    @Override
    public @Nullable Step next() {
        if (repeatsLeft <= 0) {
            return null;
        }
        Step step =
                switch (variant) {
                    case RESENT -> resent();
                    case RETRY_STORM -> retried();
                    case OTHERS_BETWEEN -> othersLeft-- > 0 ? other() : repeated();
                    default -> repeated();
                };
        return step.partOf(occurrence);
    }

    private Step repeated() {
        int acted = place;
        ToolAction action = cycle.get(acted);
        place = (place + 1) % cycle.size();
        if (place == 0) {
            repeatsLeft--;
        }
        othersLeft = chance.between(1, 3);
        boolean newResult = variant == LoopVariant.DIGITS_DIFFER || variant == LoopVariant.SAME_EDIT;
        ToolAction taken = newResult
                ? new ToolAction(
                        action.name(), action.fingerprint(), chance.hash(), action.resultMasked(), action.error())
                : action;
        return Step.after(profile.gapMs(chance) % 90_000)
                .answered(answerTokens.get(acted) + (newResult ? chance.below(3) : 0))
                .saying(chance.between(60, 240))
                .doing(taken);
    }

    private Step other() {
        return Step.after(profile.gapMs(chance) % 90_000)
                .growing(chance.between(100, 1_200))
                .saying(chance.between(60, 400))
                .doing(Actions.any(chance));
    }

    /** The context stays as it is: what was sent before is sent again. */
    private Step resent() {
        repeatsLeft--;
        return Step.after(chance.between(8_000, 60_000))
                .saying(chance.between(100, 900))
                .asking(request)
                .doing(cycle.get(0));
    }

    private Step retried() {
        repeatsLeft--;
        long gapMs = chance.between(300, 4_000);
        int number = ++place;
        return Step.after(gapMs)
                .failing(chance.percent(40) ? "rate_limited" : "error")
                .asking(request)
                .attempt(number);
    }
}
