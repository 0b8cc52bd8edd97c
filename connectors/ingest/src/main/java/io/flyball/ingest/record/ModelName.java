package io.flyball.ingest.record;

/**
 * A model without the prefix by which a gateway picks its provider.
 *
 * @param name for example {@code claude-sonnet-4-5} of {@code anthropic/claude-sonnet-4-5}
 * @param provider by the conventions; empty where neither the prefix nor the source names one
 */
public record ModelName(String name, String provider) {
    /**
     * Takes the prefix off where it names the provider the source names, or any known one where it names none.
     *
     * @param provider as the source calls it, may be empty
     */
    public static ModelName of(String model, String provider) {
        String conventional = ProviderNames.conventional(provider);
        int slash = model.indexOf('/');
        if (slash <= 0 || slash == model.length() - 1) {
            return new ModelName(model, conventional);
        }
        String prefix = model.substring(0, slash);
        boolean same = ProviderNames.conventional(prefix).equals(conventional);
        if (same || (provider.isEmpty() && ProviderNames.isProvider(prefix))) {
            return new ModelName(model.substring(slash + 1), ProviderNames.conventional(prefix));
        }
        return new ModelName(model, conventional);
    }
}
