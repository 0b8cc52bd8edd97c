package io.flyball.core.model;

import org.jspecify.annotations.Nullable;

/**
 * One tool call inside a usage event; hashes only, never arguments or results themselves.
 *
 * @param name the tool
 * @param fingerprint hash of the arguments
 * @param result hash of the result
 * @param resultMasked hash of the result with its digits masked
 * @param error whether the tool failed
 */
public record ToolAction(
        @Nullable String name,
        @Nullable String fingerprint,
        @Nullable String result,
        @Nullable String resultMasked,
        boolean error) {}
