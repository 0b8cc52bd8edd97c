package io.flyball.schemas;

/** How the values of a topic are written. */
public enum ValueFormat {
    /** Avro behind the registry's header: a zero byte and the schema's id in four bytes. */
    AVRO,
    /** JSON text with a published JSON Schema. */
    JSON,
    /** Bytes of the topology's own, with a version in front; nobody else's business. */
    PACKED
}
