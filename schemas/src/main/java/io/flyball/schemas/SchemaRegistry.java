package io.flyball.schemas;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.ParsedSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * A schema registry with Confluent's API. The one class that touches Confluent's client: who has their repository
 * changes the imports here and nothing else. Schemas cross as JSON, for the client brings an Avro of its own.
 * Thread-safe.
 */
public final class SchemaRegistry implements AutoCloseable {
    private static final int CACHED_SCHEMAS = 1000;
    private static final int TIMEOUT_MS = 10_000;
    /** How long "no such id" is believed: long enough for a flood of such records, short enough for a slow replica. */
    private static final long UNKNOWN_ID_TTL_S = 30;

    private static final int STATUS_CONFLICT = 409;
    /** Confluent's codes for a subject and for a schema that is not there; a 404 without them is a wrong address. */
    private static final Set<Integer> CODES_NOT_FOUND = Set.of(40401, 40403);

    private final SchemaRegistryClient client;
    private final String url;

    private SchemaRegistry(SchemaRegistryClient client, String url) {
        this.client = client;
        this.url = url;
    }

    /** The registry at a URL such as {@code http://localhost:8081}; reaches out with the first question, not now. */
    public static SchemaRegistry connect(String url) {
        return connect(url, Map.of());
    }

    /** The same with settings of Confluent's client, for example {@code basic.auth.user.info}. */
    public static SchemaRegistry connect(String url, Map<String, ?> settings) {
        Map<String, Object> all = new HashMap<>();
        all.put(SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, TIMEOUT_MS);
        all.put(SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS, TIMEOUT_MS);
        all.put(SchemaRegistryClientConfig.MISSING_ID_CACHE_TTL_CONFIG, UNKNOWN_ID_TTL_S);
        all.put(SchemaRegistryClientConfig.MISSING_CACHE_SIZE_CONFIG, CACHED_SCHEMAS);
        all.putAll(settings);
        return new SchemaRegistry(new CachedSchemaRegistryClient(url, CACHED_SCHEMAS, all), url);
    }

    /** A registry in this process's memory, for the embedded mode and for tests; it forgets all at its end. */
    public static SchemaRegistry inMemory() {
        return new SchemaRegistry(new MockSchemaRegistryClient(), "in memory");
    }

    /**
     * The id of the schema under the subject; registers it where it is new.
     *
     * @throws IncompatibleSchemaException where the subject's earlier versions forbid it
     * @throws RegistryUnavailableException where the registry does not answer
     */
    public int register(String subject, Schema schema) {
        try {
            AvroSchema parsed = new AvroSchema(WireSchema.json(schema));
            // The one in memory registers whatever it is given; a real one checks by itself.
            if (client instanceof MockSchemaRegistryClient && !client.testCompatibility(subject, parsed)) {
                throw incompatible(subject, "it cannot be read with the registered versions' readers");
            }
            return client.register(subject, parsed);
        } catch (RestClientException e) {
            if (e.getStatus() == STATUS_CONFLICT) {
                throw incompatible(subject, String.valueOf(e.getMessage()));
            }
            throw unavailable("register " + subject, e);
        } catch (IOException e) {
            throw unavailable("register " + subject, e);
        }
    }

    /**
     * From now on the registry refuses a version of the subject that old readers cannot read or that cannot read old
     * records, whichever earlier version those are of.
     *
     * @throws RegistryUnavailableException where the registry does not answer
     */
    public void requireFullCompatibility(String subject) {
        try {
            client.updateCompatibility(subject, "FULL_TRANSITIVE");
        } catch (RestClientException | IOException e) {
            throw unavailable("set the compatibility of " + subject, e);
        }
    }

    /**
     * The schema of that id; empty only where the registry says that there is none, or that it is no Avro. A schema once
     * read is remembered.
     *
     * @throws RegistryUnavailableException where the registry does not answer
     */
    public Optional<Schema> schemaById(int id) {
        try {
            ParsedSchema parsed = client.getSchemaById(id);
            // Not the text as registered: references to other subjects are resolved in the parsed one alone.
            return parsed instanceof AvroSchema avro
                    ? Optional.of(WireSchema.parse(avro.rawSchema().toString()))
                    : Optional.empty();
        } catch (RestClientException e) {
            if (CODES_NOT_FOUND.contains(e.getErrorCode())) {
                return Optional.empty();
            }
            throw unavailable("give schema " + id, e);
        } catch (IOException e) {
            if (isNoAvro(e)) {
                return Optional.empty();
            }
            throw unavailable("give schema " + id, e);
        } catch (AvroRuntimeException e) {
            return Optional.empty();
        }
    }

    /** The client reports a Protobuf or JSON schema, which it has no parser for, as an I/O error of this text. */
    private static boolean isNoAvro(IOException e) {
        return e.getClass() == IOException.class
                && e.getMessage() != null
                && e.getMessage().startsWith("Invalid schema");
    }

    private static IncompatibleSchemaException incompatible(String subject, String why) {
        return new IncompatibleSchemaException("The registry refused the new schema of " + subject + " (" + why
                + "): add fields with a default and remove none without one.");
    }

    private RegistryUnavailableException unavailable(String what, Exception cause) {
        return new RegistryUnavailableException(
                "The schema registry " + url + " did not " + what + " (" + cause + "): check its address and health.",
                cause);
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw unavailable("close", e);
        }
    }
}
