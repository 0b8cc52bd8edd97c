package io.flyball.schemas;

import org.apache.avro.Schema;

/** A schema of ours under its subject, registered with the first record that is written by it. Thread-safe. */
final class RegisteredSchema {
    private static final int UNREGISTERED = -1;

    private final SchemaRegistry registry;
    private final String subject;
    private final Schema schema;
    private volatile int id = UNREGISTERED;

    RegisteredSchema(SchemaRegistry registry, String subject, Schema schema) {
        this.registry = registry;
        this.subject = subject;
        this.schema = schema;
    }

    /**
     * Its id, asked for once.
     *
     * @throws IncompatibleSchemaException where the registry refuses the schema
     * @throws RegistryUnavailableException where the registry does not answer the first time
     */
    int id() {
        int known = id;
        if (known == UNREGISTERED) {
            known = registry.register(subject, schema);
            id = known;
        }
        return known;
    }
}
