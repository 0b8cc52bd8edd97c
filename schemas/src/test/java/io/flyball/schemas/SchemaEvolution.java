package io.flyball.schemas;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/** What stands between a schema and the frozen versions before it. */
final class SchemaEvolution {
    private SchemaEvolution() {}

    /**
     * One sentence for each way in which the schema does not go with its history.
     *
     * @param frozen all versions ever published, oldest first
     */
    static List<String> problems(Schema current, List<Schema> frozen) {
        List<String> problems = new ArrayList<>();
        String name = current.getName();
        int next = frozen.size() + 1;
        if (frozen.isEmpty() || !frozen.get(frozen.size() - 1).equals(current)) {
            problems.add(name + " differs from its newest frozen version: copy target/evolution/" + name
                    + ".avsc to src/history/" + name + "/v" + next + ".avsc.");
        }
        for (int i = 0; i < frozen.size(); i++) {
            addUnlessReads(current, frozen.get(i), name + " cannot read what v" + (i + 1) + " wrote", problems);
            addUnlessReads(
                    frozen.get(i), current, name + " v" + (i + 1) + " cannot read what this one writes", problems);
        }
        return problems;
    }

    private static void addUnlessReads(Schema reader, Schema writer, String what, List<String> problems) {
        SchemaPairCompatibility result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (result.getType() != SchemaCompatibilityType.COMPATIBLE) {
            problems.add(what + " (" + result.getResult().getIncompatibilities()
                    + "): give new fields a default, and keep those without one.");
        }
    }
}
