package io.flyball.ingest.sessions;

import io.flyball.core.model.ToolAction;
import io.flyball.ingest.record.Sha256;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A tool call whose result may still come; keeps hashes alone from the first moment on. */
final class ActionInProgress {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /** 64 bits tell apart all actions of one payer; the rest would only make records longer. */
    private static final int HEX_DIGITS = 16;

    private final String name;
    private final String fingerprint;
    private @Nullable String result;
    private @Nullable String resultMasked;
    private boolean error;

    ActionInProgress(String name, String arguments) {
        this.name = name;
        this.fingerprint = hash(name + '\n' + arguments);
    }

    /** A later result takes the place of an earlier one. */
    void finish(String resultText, boolean failed) {
        result = hash(resultText);
        resultMasked = hash(DIGITS.matcher(resultText).replaceAll("#"));
        error = failed;
    }

    ToolAction toAction() {
        return new ToolAction(name, fingerprint, result, resultMasked, error);
    }

    private static String hash(String text) {
        return Sha256.hexOf(text).substring(0, HEX_DIGITS);
    }
}
