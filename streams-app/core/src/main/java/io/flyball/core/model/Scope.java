package io.flyball.core.model;

/**
 * Whose spend is meant: {@code user:ann}, {@code team:payments}, {@code model:claude-opus-4-6}.
 *
 * @param dimension what it is of
 * @param id the name inside the dimension, never empty; may itself hold colons ({@code user:key:k-robot})
 */
public record Scope(Dimension dimension, String id) {

    public Scope {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("Expected a scope id, but it is empty in dimension " + dimension);
        }
    }

    /** The scope of a text such as {@code team:payments}; throws where it is not {@code dimension:id}. */
    public static Scope parse(String text) {
        int colon = text.indexOf(':');
        Dimension dimension = colon < 0 ? null : Dimension.ofWireName(text.substring(0, colon));
        if (dimension == null || colon == text.length() - 1) {
            throw new IllegalArgumentException(
                    "Expected dimension:id, for example user:ann, but the scope is \"" + text + "\"");
        }
        return new Scope(dimension, text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return dimension.wireName() + ":" + id;
    }
}
