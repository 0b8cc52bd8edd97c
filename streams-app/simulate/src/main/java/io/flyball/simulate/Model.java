package io.flyball.simulate;

/**
 * A model that calls name.
 *
 * @param name as in events and price rows
 * @param provider who serves it
 */
record Model(String name, String provider) {
    static final Model OPUS = new Model("claude-opus-4-6", "anthropic");
    static final Model SONNET = new Model("claude-sonnet-4-5", "anthropic");
    static final Model HAIKU = new Model("claude-haiku-4-5", "anthropic");
    static final Model CODEX = new Model("gpt-5.2-codex", "openai");

    /** Only Anthropic bills what is written to a cache. */
    boolean billsCacheWrites() {
        return provider.equals("anthropic");
    }
}
