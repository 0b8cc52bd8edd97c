package io.flyball.ingest.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.ingest.http.FuzzClient.Answer;
import io.grpc.Status;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Damaged bodies of real clients at every door in every encoding: none is answered with a fault of the server's, none
 * hangs, none leaks memory, and an item that was damaged costs no neighbour. Each try damages one body for each door, as
 * its seed says, which is printed where it fails.
 */
final class IngestFuzzTest {
    private static final int TRIES = 500;

    /** Kafka takes everything here, so that no answer may say to come again. */
    private static final List<Integer> HTTP = List.of(200, 204, 207, 400, 413, 415);

    private static final List<Integer> GRPC = List.of(
            Status.Code.OK.value(), Status.Code.INVALID_ARGUMENT.value(), Status.Code.RESOURCE_EXHAUSTED.value());
    private static final int TOLD_BYTES = 4_000;

    private static final Map<FuzzedDoor, DoorsServer> SERVERS = new EnumMap<>(FuzzedDoor.class);
    private static final Map<FuzzedDoor, FuzzClient> CLIENTS = new EnumMap<>(FuzzedDoor.class);

    /** A server for each: what a gateway reports at one door must not hold back an agent's calls at another. */
    @BeforeContainer
    static void open() {
        for (FuzzedDoor door : FuzzedDoor.values()) {
            SERVERS.put(door, DoorsServer.open());
            CLIENTS.put(door, new FuzzClient(SERVERS.get(door).uri("/")));
        }
    }

    @AfterContainer
    static void close() {
        CLIENTS.values().forEach(FuzzClient::close);
        SERVERS.values().parallelStream().forEach(DoorsServer::close);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void noBodyIsAnsweredWithAFaultOrHeldForGood(@ForAll long seed) {
        Random random = new Random(seed);
        Mutations mutations = new Mutations(random);
        for (FuzzedDoor door : FuzzedDoor.values()) {
            byte[] damaged = mutations.anywhere(
                    pick(door.bodies(), random),
                    pick(door.bodies(), random),
                    door.encoding() == FuzzedDoor.Encoding.JSON);
            boolean packed = random.nextInt(5) == 0;
            byte[] body = packed ? mutations.packed(damaged) : damaged;

            Answer answer = requireNonNull(CLIENTS.get(door)).post(door, body, packed);

            assertAnswered(door, body, answer);
            DoorsServer server = requireNonNull(SERVERS.get(door));
            assertThat(server.intake.memory().usedBytes())
                    .as(() -> told(door, body))
                    .isZero();
            server.kafka.clear();
        }
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void aDamagedItemCostsNoNeighbour(@ForAll long seed) {
        Random random = new Random(seed);
        Mutations mutations = new Mutations(random);
        for (FuzzedBatch batch : FuzzedBatch.values()) {
            byte[] body = batch.around(mutations);
            DoorsServer server = requireNonNull(SERVERS.get(batch.door()));

            Answer answer = requireNonNull(CLIENTS.get(batch.door())).post(batch.door(), body, false);

            assertAnswered(batch.door(), body, answer);
            assertThat(server.storedIds())
                    .as(() -> told(batch.door(), body))
                    .contains(FuzzedBatch.BEFORE, FuzzedBatch.AFTER);
            server.kafka.clear();
        }
    }

    private static void assertAnswered(FuzzedDoor door, byte[] body, Answer answer) {
        if (door.encoding() == FuzzedDoor.Encoding.GRPC) {
            assertThat(answer.grpc()).as(() -> told(door, body)).isIn(GRPC);
        } else {
            assertThat(answer.http()).as(() -> told(door, body)).isIn(HTTP);
        }
    }

    private static byte[] pick(List<byte[]> bodies, Random random) {
        return bodies.get(random.nextInt(bodies.size()));
    }

    private static String told(FuzzedDoor door, byte[] body) {
        return door + " of " + body.length + " bytes, the first of them in Base64: "
                + Base64.getEncoder().encodeToString(Arrays.copyOf(body, Math.min(TOLD_BYTES, body.length)));
    }
}
