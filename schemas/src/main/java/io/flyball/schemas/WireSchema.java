package io.flyball.schemas;

import org.apache.avro.Schema;

/** Schemas as other languages see them: without the notes for Java's code generator, equal to the files in {@code avro/}. */
final class WireSchema {
    private static final String JAVA_STRING = "\"avro.java.string\":\"String\"";

    private WireSchema() {}

    static Schema of(Schema generated) {
        return parse(json(generated));
    }

    static String json(Schema generated) {
        return generated
                .toString()
                .replace("{\"type\":\"string\"," + JAVA_STRING + "}", "\"string\"")
                .replace("," + JAVA_STRING, "");
    }

    static Schema parse(String json) {
        return new Schema.Parser().parse(json);
    }
}
