package io.flyball.simulate;

import io.flyball.core.model.Scope;

/** What happens in the stream and a grader may ask for. It is known once its first call has been seen. */
interface Occurrence {
    Span span();

    /** Something wrong, to become a {@link Truth}. */
    record Wrong(TruthKind kind, String variant, Scope scope, String user, boolean bare, long sizeNanoUsd, Span span)
            implements Occurrence {

        Wrong(TruthKind kind, String variant, Scope scope, Payer payer, long sizeNanoUsd) {
            this(kind, variant, scope, payer.user(), payer.bare(), sizeNanoUsd, new Span());
        }

        Truth truth() {
            return new Truth(
                    kind,
                    variant,
                    scope,
                    user,
                    span.session(),
                    span.firstEventId(),
                    span.startMs(),
                    span.endMs(),
                    span.calls(),
                    sizeNanoUsd,
                    span.costNanoUsd(),
                    !bare);
        }
    }

    /** Something right that looks wrong, to become a {@link LookAlike}. */
    record Harmless(LookAlikeKind kind, String user, Span span) implements Occurrence {
        Harmless(LookAlikeKind kind, Payer payer) {
            this(kind, payer.user(), new Span());
        }

        LookAlike lookAlike() {
            return new LookAlike(
                    kind, user, span.session(), span.firstEventId(), span.startMs(), span.endMs(), span.calls());
        }
    }
}
