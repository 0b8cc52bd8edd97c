package io.flyball.simulate;

/**
 * Where something goes wrong: with whom, when, and from which draws.
 *
 * @param startMs when its first session begins, epoch ms
 * @param endMs when it ends at the latest, epoch ms; forms that know their own length do not use it
 */
record Episode(Member member, long startMs, long endMs, EventIds ids, Chance chance) {
    Occurrence wrong(TruthKind kind, String variant, long sizeNanoUsd) {
        return new Occurrence.Wrong(kind, variant, member.payer().scope(), member.payer(), sizeNanoUsd);
    }

    RunningSession.Setting setting(AgentProfile profile, Model model) {
        return new RunningSession.Setting(member.payer(), profile, model);
    }

    Model favouriteModel() {
        return member.habits().chooseModel(AgentProfile.CLAUDE_CODE, chance);
    }
}
