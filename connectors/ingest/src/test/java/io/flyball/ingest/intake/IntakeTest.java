package io.flyball.ingest.intake;

import static io.flyball.ingest.intake.Calls.NOW_MS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.record.Mapped;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.UsageHeaders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class IntakeTest {
    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(Cluster.empty(), false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Intake intake = intake(Duration.ofSeconds(60));

    @Test
    void aRequestIsAnsweredWhenKafkaHasAllOfIt() {
        CompletableFuture<Receipt> receipt = take(Client.ANYBODY, Calls.call("a"), Calls.call("b"));
        kafka.completeNext();
        boolean early = receipt.isDone();

        kafka.completeNext();

        assertThat(early).isFalse();
        assertThat(receipt).isCompletedWithValue(new Receipt.Stored(2, 0, List.of()));
    }

    @Test
    void memoryIsHeldUntilKafkaHasAnswered() {
        take(Client.ANYBODY, Calls.call("a"));
        long held = intake.memory().usedBytes();

        kafka.completeNext();

        assertThat(held).isEqualTo(100);
        assertThat(intake.memory().usedBytes()).isZero();
    }

    @Test
    void whatKafkaDoesNotTakeIsToBeSentAgain() {
        CompletableFuture<Receipt> receipt = take(Client.ANYBODY, Calls.call("a"), Calls.call("b"));
        kafka.completeNext();

        kafka.errorNext(new TimeoutException("no broker"));

        assertThat(receipt.join()).isInstanceOf(Receipt.Unavailable.class);
        assertThat(intake.memory().usedBytes()).isZero();
    }

    @Test
    void aClientDoesNotWaitForAStalledBroker() {
        Intake impatient = intake(Duration.ofMillis(20));

        Receipt receipt = impatient
                .take(
                        Client.ANYBODY,
                        "test",
                        List.of(Calls.call("a")),
                        requireNonNull(impatient.memory().lease(Client.ANYBODY, 100)))
                .join();

        assertThat(receipt).isInstanceOf(Receipt.Unavailable.class);
        assertThat(impatient.memory().usedBytes())
                .as("its record is still on its way")
                .isEqualTo(100);
    }

    @Test
    void whatIsRefusedCostsNoNeighbourAndIsFoundAgain() {
        Mapped bad = Mapped.refused(RejectionReason.NOT_JSON, "why", new byte[] {1, 2});

        CompletableFuture<Receipt> receipt = take(Client.ANYBODY, Calls.call("a"), bad, Calls.call("c"));

        assertThat(kafka.history()).hasSize(3);
        ProducerRecord<byte[], byte[]> refused = kafka.history().get(1);
        assertThat(refused.value()).isNull();
        assertThat(header(refused, UsageHeaders.REJECTED)).isEqualTo("not_json");
        assertThat(header(refused, UsageHeaders.SOURCE))
                .startsWith("test of anybody")
                .endsWith(":2");
        kafka.completeNext();
        kafka.completeNext();
        kafka.completeNext();
        assertThat(receipt.join())
                .isEqualTo(new Receipt.Stored(2, 0, List.of(new Receipt.Refusal(1, RejectionReason.NOT_JSON, "why"))));
    }

    @Test
    void aTokenReportsItsOwnSourcesAlone() {
        Client litellm = new Client("platform", Set.of("litellm"), "", 0);

        CompletableFuture<Receipt> receipt = take(litellm, Calls.call("a"));
        kafka.completeNext();

        Receipt.Stored stored = (Receipt.Stored) receipt.join();
        assertThat(stored.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.why()).contains("platform", "native"))
                .extracting(Receipt.Refusal::reason)
                .isEqualTo(RejectionReason.FORBIDDEN_SOURCE);
    }

    @Test
    void anImpossibleCallIsRefusedWithItsReason() {
        Mapped future = new Mapped.Call(
                Calls.of("a", "native", "").timeMs(NOW_MS + 700_000).build());

        CompletableFuture<Receipt> receipt = take(Client.ANYBODY, future);
        kafka.completeNext();

        assertThat(((Receipt.Stored) receipt.join()).refusals())
                .extracting(Receipt.Refusal::reason)
                .containsExactly(RejectionReason.FUTURE_TIME);
    }

    @Test
    void anAgentsCallWaitsForTheGatewaysReportOfItsSession() {
        take(Client.ANYBODY, new Mapped.Call(Calls.of("g0", "litellm", "other").build()));
        kafka.completeNext();
        CompletableFuture<Receipt> agents = take(
                Client.ANYBODY,
                new Mapped.Call(Calls.of("a", "claude-code", "s").build()));
        take(Client.ANYBODY, new Mapped.Call(Calls.of("g1", "litellm", "s").build()));
        kafka.completeNext();

        Receipt receipt = agents.join();

        assertThat(receipt).isEqualTo(new Receipt.Stored(0, 1, List.of()));
        assertThat(kafka.history()).hasSize(2);
    }

    private CompletableFuture<Receipt> take(Client client, Mapped... items) {
        return intake.take(client, "test", List.of(items), requireNonNull(intake.memory().lease(client, 100)));
    }

    private static String header(ProducerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private Intake intake(Duration answerWithin) {
        SessionPrecedence.Rules usual = SessionPrecedence.Rules.GATEWAY_FIRST;
        IntakeSettings settings = new IntakeSettings(
                1 << 20,
                answerWithin,
                Duration.ofSeconds(60),
                new SessionPrecedence.Rules(usual.gatewaySources(), usual.agentSources(), Duration.ofMillis(200)));
        UsageRecords records = new UsageRecords(
                SchemaRegistry.inMemory(), new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, 4, (short) 1));
        return new Intake(
                kafka, records, settings, event -> event, new IntakeMeters(new SimpleMeterRegistry()), () -> NOW_MS);
    }
}
