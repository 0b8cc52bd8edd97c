package io.flyball.connect.report;

import java.util.Map;
import java.util.Set;

/**
 * What a line item of OpenAI's costs is for. It reads {@code MODEL[ MODALITY], DIRECTION}, for example
 * {@code gpt-4o-2024-08-06, cached input} or {@code gpt-image-1 image, output}; one without a comma names no model.
 *
 * @param model empty where it names none
 * @param meter empty where it is none that usage is counted by
 */
record OpenAiLineItem(String model, String meter) {
    private static final OpenAiLineItem OTHER = new OpenAiLineItem("", "");
    private static final String SEPARATOR = ", ";
    private static final String TEXT = "text";
    private static final String AUDIO = "audio";
    private static final Set<String> MODALITIES = Set.of(TEXT, AUDIO, "image");
    private static final Map<String, String> METERS = Map.of(
            "input", "input",
            "cached input", "cache_read",
            "cache writes", "cache_write_5m",
            "output", "output");
    private static final Map<String, String> AUDIO_METERS = Map.of(
            "input", "audio_input",
            "cached input", "cache_read",
            "output", "audio_output");

    static OpenAiLineItem of(String lineItem) {
        int at = lineItem.lastIndexOf(SEPARATOR);
        if (at <= 0) {
            return OTHER;
        }
        String direction = lineItem.substring(at + SEPARATOR.length());
        String[] words = lineItem.substring(0, at).split(" ", -1);
        String modality = words.length == 2 ? words[1] : TEXT;
        if (words.length > 2 || !MODALITIES.contains(modality)) {
            return OTHER;
        }
        Map<String, String> meters = modality.equals(AUDIO) ? AUDIO_METERS : METERS;
        return new OpenAiLineItem(words[0], meters.getOrDefault(direction, ""));
    }
}
