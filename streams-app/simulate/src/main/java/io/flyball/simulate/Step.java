package io.flyball.simulate;

import io.flyball.core.model.ToolAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one call of a session does; a script fills it in, and the session reads it once.
 */
final class Step {
    private final long gapMs;
    private long growthTokens;
    private long answerTokens = -1;
    private long contextTokens = -1;
    private long outputTokens;
    private boolean coldCache;
    private String status = "ok";
    private long attempt = -1;
    private String requestFingerprint = "";
    private List<ToolAction> actions = List.of();
    private @Nullable Occurrence occurrence;

    private Step(long gapMs) {
        this.gapMs = gapMs;
    }

    /** A call that ends so long after the one before it; at the beginning of a session the pause does not count. */
    static Step after(long gapMs) {
        return new Step(gapMs);
    }

    Step growing(long tokens) {
        growthTokens = tokens;
        return this;
    }

    /** The context has grown by what the model said before and by an answer of that size. */
    Step answered(long tokens) {
        answerTokens = tokens;
        return this;
    }

    /** The call has a context of that size, whatever the session had. */
    Step withContext(long tokens) {
        contextTokens = tokens;
        return this;
    }

    Step saying(long tokens) {
        outputTokens = tokens;
        return this;
    }

    /** Nothing of the context is found in the cache, although it could be. */
    Step withColdCache() {
        coldCache = true;
        return this;
    }

    Step failing(String statusOfCall) {
        status = statusOfCall;
        return this;
    }

    Step attempt(long number) {
        attempt = number;
        return this;
    }

    /** The request has that hash; without it, one that no other has. */
    Step asking(String fingerprint) {
        requestFingerprint = fingerprint;
        return this;
    }

    Step doing(ToolAction... taken) {
        actions = List.of(taken);
        return this;
    }

    Step doing(List<ToolAction> taken) {
        actions = taken;
        return this;
    }

    Step partOf(@Nullable Occurrence whole) {
        occurrence = whole;
        return this;
    }

    long gapMs() {
        return gapMs;
    }

    long growthTokens() {
        return growthTokens;
    }

    /** -1 where only the growth is known. */
    long answerTokens() {
        return answerTokens;
    }

    /** -1 where the session's context grows on. */
    long contextTokens() {
        return contextTokens;
    }

    long outputTokens() {
        return outputTokens;
    }

    boolean coldCache() {
        return coldCache;
    }

    String status() {
        return status;
    }

    long attempt() {
        return attempt;
    }

    /** Empty where no other request has it. */
    String requestFingerprint() {
        return requestFingerprint;
    }

    List<ToolAction> actions() {
        return actions;
    }

    @Nullable
    Occurrence occurrence() {
        return occurrence;
    }
}
