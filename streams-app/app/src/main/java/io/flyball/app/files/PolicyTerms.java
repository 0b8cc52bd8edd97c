package io.flyball.app.files;

import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.spend.Window;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words rules are made of: whom they are about, windows, amounts, levels. */
final class PolicyTerms {
    /** A source has findings of silence, never spend. */
    private static final List<String> DIMENSIONS = Arrays.stream(Dimension.values())
            .filter(dimension -> dimension != Dimension.SOURCE)
            .map(Dimension::wireName)
            .toList();

    static final List<String> WINDOWS =
            Arrays.stream(Window.values()).map(Window::wireName).toList();

    /** Nothing follows from a rule whose level is clear, so it is no choice in a rule. */
    static final List<String> LEVELS = Arrays.stream(Level.values())
            .filter(level -> level != Level.CLEAR)
            .map(Level::wireName)
            .toList();

    private static final int NANO_DIGITS = 9;

    /** Whom a rule is about: {@code dimension}, and {@code match} where that is not everybody. */
    @Nullable
    ScopeMatch match(Fields fields) {
        Dimension dimension = dimension(fields);
        String pattern = fields.text("match");
        if (pattern != null && Globs.hasStarInside(pattern)) {
            fields.refuse("match", "which has a star that is not its last letter: write an id, or one trailing star.");
        }
        return dimension == null ? null : new ScopeMatch(dimension, pattern == null ? "*" : pattern);
    }

    private static @Nullable Dimension dimension(Fields fields) {
        String name = fields.requires("dimension", "user") ? fields.text("dimension") : null;
        if (name != null && !DIMENSIONS.contains(name)) {
            fields.refuse("dimension", "which is no dimension of spend: write " + oneOf(DIMENSIONS) + ".");
            return null;
        }
        return name == null ? null : Dimension.ofWireName(name);
    }

    /** The match of a text such as {@code user:ci-*}, or null where it is none. */
    @Nullable
    ScopeMatch scopeMatch(String text) {
        int colon = text.indexOf(':');
        String dimension = colon < 0 ? "" : text.substring(0, colon);
        String pattern = text.substring(colon + 1);
        Dimension known = DIMENSIONS.contains(dimension) ? Dimension.ofWireName(dimension) : null;
        return known == null || pattern.isBlank() || Globs.hasStarInside(pattern)
                ? null
                : new ScopeMatch(known, pattern);
    }

    @Nullable
    Window window(Fields fields, String key, List<String> choices) {
        String name = fields.requires(key, choices.get(choices.size() / 2)) ? fields.text(key) : null;
        if (name != null && !choices.contains(name)) {
            fields.refuse(key, "which is no window there: write " + oneOf(choices) + ".");
            return null;
        }
        return name == null ? null : Window.ofWireName(name);
    }

    /** An amount above 0 in nano-USD; 0 where it is absent or wrong. */
    long amountNanoUsd(Fields fields, String key) {
        BigDecimal usd = fields.requires(key, "\"4000\"") ? fields.decimal(key) : null;
        if (usd == null) {
            return 0;
        }
        if (usd.signum() == 0) {
            fields.refuse(key, "which is nothing: write more than 0.");
            return 0;
        }
        if (usd.stripTrailingZeros().scale() > NANO_DIGITS) {
            fields.refuse(key, "which has more than 9 digits after the point: write fewer.");
            return 0;
        }
        try {
            return NanoUsd.ofUsd(usd);
        } catch (ArithmeticException e) {
            fields.refuse(key, "which is more than 9.2 billion dollars: write less.");
            return 0;
        }
    }

    Level level(Fields fields, String key, Level otherwise) {
        String name = fields.text(key);
        if (name == null) {
            return otherwise;
        }
        Level level = LEVELS.contains(name) ? Level.ofWireName(name) : null;
        if (level == null) {
            fields.refuse(key, "which is no level (there is none that cuts a task): write " + oneOf(LEVELS) + ".");
            return otherwise;
        }
        return level;
    }

    private static String oneOf(List<String> names) {
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }
}
