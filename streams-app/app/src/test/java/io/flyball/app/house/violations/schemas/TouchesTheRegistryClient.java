package io.flyball.app.house.violations.schemas;

import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;

final class TouchesTheRegistryClient {
    private TouchesTheRegistryClient() {}

    static Class<?> client() {
        return SchemaRegistryClient.class;
    }
}
