package io.flyball.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Figures as JSON for scripts, never without their conditions. */
final class ReportFile {
    private ReportFile() {}

    /** @param figures what was measured, in order */
    static void write(Path file, Map<String, Object> conditions, Map<String, Object> figures) throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("conditions", conditions);
        root.putAll(figures);
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), root);
    }
}
