package io.flyball.simulate;

import io.flyball.core.model.ToolAction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What several sub-agents all do: the same actions in the same order, with the same results. */
record SameWork(List<ToolAction> actions, List<Integer> answerTokens) {
    static SameWork draw(Chance chance) {
        List<ToolAction> actions = new ArrayList<>();
        List<Integer> answerTokens = new ArrayList<>();
        int count = chance.between(3, 8);
        for (int i = 0; i < count; i++) {
            actions.add(Actions.any(chance));
            answerTokens.add(chance.between(200, 1_500));
        }
        return new SameWork(List.copyOf(actions), List.copyOf(answerTokens));
    }

    /** One sub-agent's share. */
    Script script(AgentProfile profile, Chance chance, Occurrence occurrence) {
        return new Script() {
            private int done;

            @Override
            public @Nullable Step next() {
                if (done == actions.size()) {
                    return null;
                }
                return Step.after(profile.gapMs(chance) % 60_000)
                        .answered(answerTokens.get(done))
                        .saying(chance.between(60, 300))
                        .doing(actions.get(done++))
                        .partOf(occurrence);
            }
        };
    }
}
