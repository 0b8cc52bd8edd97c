package io.flyball.core.detect;

import io.flyball.core.model.Scope;

/** What a detector saw. The first one opens a finding, each further one of the same key prolongs it. */
public interface Sighting {
    FindingKind kind();

    /** What it is about among the findings of its scope, begun by the kind's wire name: a session, a rule. */
    String key();

    /** Event time at which it was seen, epoch ms. */
    long atMs();

    /** How sure the detector is, 0 to 100. */
    int confidencePercent();

    /** The amount it is about, nano-USD. */
    long costNanoUsd();

    /** The finding it opens, with its words and its evidence. Asked for once a finding, so it may cost something. */
    Finding opened(String id, Scope scope);
}
