package io.flyball.app.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.grpc.GrpcClients;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import io.flyball.core.price.ChargedCall;
import io.flyball.ingest.http.ClientTokens;
import io.flyball.ingest.intake.Client;
import io.flyball.ingest.otlp.OtlpJson;
import io.grpc.StatusRuntimeException;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prompts and completions never enter. Every known place of content, at every door, gets a text of its own; afterwards
 * none of them lies in any topic, internal ones included, in any log line, any answer or any page.
 */
class NoContentIT {
    private static final List<String> PAGES = List.of(
            "/metrics",
            "/v1/findings",
            "/v1/spend?dimension=user",
            "/v1/spend?dimension=source",
            "/v1/spend/user:ann@example.test",
            "/v1/throttle",
            "/v1/report",
            "/livez");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    Path folder;

    private final ContentMarks marks = new ContentMarks();
    private final List<String> answers = new ArrayList<>();

    @Test
    void whatPeopleWriteIsNowhere() throws Exception {
        Client client = new Client("everything", Set.of(), "", 0);
        ClientTokens tokens =
                ClientTokens.of(List.of(new ClientTokens.Token(ClientTokens.sha256Of("TOKEN"), client)), Map.of());
        try (CapturedLog log = new CapturedLog();
                IngestInstallation flyball = new IngestInstallation(folder.resolve("state"), () -> tokens)) {
            // given
            ContentRequests requests = new ContentRequests(marks);
            for (ContentRequests.Request request : requests.all()) {
                post(flyball, request);
            }
            int calls = requests.calls() + overGrpc(flyball);
            garbageOverGrpc(flyball);
            unknownToken(flyball);

            // when
            flyball.awaitCaughtUp();
            PAGES.forEach(page -> answers.add(
                    text(page, WebClient.of(flyball.uri()).get(page).aggregate().join())));

            // then
            assertThat(flyball.charges()).extracting(ChargedCall::call).hasSize(calls);
            assertThat(marks.size()).isGreaterThan(3_000);
            Map<String, Set<String>> leaks = leaksIn(records(flyball));
            answers.forEach(answer -> leak(leaks, "answer", marks.foundIn(answer)));
            assertThat(log.lines()).hasSizeGreaterThan(10);
            log.lines().forEach(line -> leak(leaks, "log", marks.foundIn(line)));
            assertThat(leaks).isEmpty();
        }
    }

    private void post(IngestInstallation flyball, ContentRequests.Request request) {
        String place = "header of " + request.path() + " ";
        RequestHeaders headers = RequestHeaders.builder(HttpMethod.POST, request.path() + "?prompt=verbatim00000words")
                .add("content-type", request.type())
                .add("content-encoding", request.encoding())
                .add("authorization", "Bearer TOKEN")
                .add("cookie", "draft=" + marks.in(place + "cookie"))
                .add("referer", "http://example.test/" + marks.in(place + "referer"))
                .add("user-agent", marks.in(place + "user-agent"))
                .add("baggage", "prompt=" + marks.in(place + "baggage"))
                .add("x-prompt", marks.in(place + "x-prompt"))
                .add("x-request-body", marks.in(place + "x-request-body"))
                .build();
        AggregatedHttpResponse answer = WebClient.of(flyball.uri())
                .execute(HttpRequest.of(headers, HttpData.wrap(request.body())))
                .aggregate()
                .join();
        answers.add(text(request.path(), answer));
        assertThat(answer.status().code()).as(answer.contentUtf8()).isIn(200, 204, 207, 400, 413, 415);
    }

    /** The same telemetry once more, and how many calls it has. */
    private int overGrpc(IngestInstallation flyball) throws Exception {
        ContentTelemetry grpc = new ContentTelemetry(marks, "grpc-");
        LogsServiceGrpc.LogsServiceBlockingStub logs = stub(flyball, LogsServiceGrpc.LogsServiceBlockingStub.class);
        answers.add(logs.export(OtlpJson.logs(grpc.logs().getBytes(UTF_8)).message())
                .toString());
        answers.add(logs.export(OtlpJson.logs(grpc.codexCall().getBytes(UTF_8)).message())
                .toString());
        answers.add(stub(flyball, TraceServiceGrpc.TraceServiceBlockingStub.class)
                .export(OtlpJson.traces(grpc.traces().getBytes(UTF_8)).message())
                .toString());
        answers.add(stub(flyball, MetricsServiceGrpc.MetricsServiceBlockingStub.class)
                .export(OtlpJson.metrics(grpc.metrics().getBytes(UTF_8)).message())
                .toString());
        return grpc.calls();
    }

    private static <T> T stub(IngestInstallation flyball, Class<T> type) {
        return GrpcClients.builder("gproto+" + flyball.uri())
                .setHeader("authorization", "Bearer TOKEN")
                .build(type);
    }

    private void garbageOverGrpc(IngestInstallation flyball) {
        byte[] text = marks.in("garbage over gRPC").getBytes(UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(5 + text.length)
                .put((byte) 0)
                .putInt(text.length)
                .put(text);
        RequestHeaders headers = RequestHeaders.builder(
                        HttpMethod.POST, "/opentelemetry.proto.collector.logs.v1.LogsService/Export")
                .add("content-type", "application/grpc")
                .add("te", "trailers")
                .add("authorization", "Bearer TOKEN")
                .build();
        AggregatedHttpResponse answer = WebClient.of(
                        "h2c://localhost:" + flyball.uri().getPort())
                .execute(HttpRequest.of(headers, HttpData.wrap(frame.array())))
                .aggregate()
                .join();
        answers.add(text("gRPC garbage", answer));
        assertThat(answer.trailers().get("grpc-status", answer.headers().get("grpc-status", "")))
                .isNotEqualTo("0");
    }

    private void unknownToken(IngestInstallation flyball) {
        RequestHeaders headers = RequestHeaders.builder(HttpMethod.POST, "/v1/usage")
                .add("authorization", "Bearer " + marks.in("an unknown token"))
                .build();
        AggregatedHttpResponse answer = WebClient.of(flyball.uri())
                .execute(HttpRequest.of(headers, HttpData.ofUtf8(marks.in("the body under an unknown token"))))
                .aggregate()
                .join();
        answers.add(text("unknown token", answer));
        assertThat(answer.status().code()).isEqualTo(401);
        LogsServiceGrpc.LogsServiceBlockingStub stranger = GrpcClients.builder("gproto+" + flyball.uri())
                .setHeader("authorization", "Bearer " + marks.in("an unknown token over gRPC"))
                .build(LogsServiceGrpc.LogsServiceBlockingStub.class);
        assertThatThrownBy(() ->
                        stranger.export(OtlpJson.logs("{}".getBytes(UTF_8)).message()))
                .isInstanceOfSatisfying(StatusRuntimeException.class, e -> answers.add(e.toString()));
    }

    private static String text(String of, AggregatedHttpResponse answer) {
        return of + " " + answer.headers() + answer.trailers() + answer.contentUtf8();
    }

    /** All there is on the broker, committed or not. */
    private static List<ConsumerRecord<byte[], byte[]>> records(IngestInstallation flyball) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<String, Object> config = new HashMap<>(flyball.client());
        config.put("isolation.level", "read_uncommitted");
        try (Admin admin = Admin.create(flyball.client());
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get();
            assertThat(topics)
                    .anyMatch(name -> name.endsWith("-changelog"))
                    .contains("flyball.usage", "flyball.charges");
            List<TopicPartition> partitions = new ArrayList<>();
            topics.forEach(topic -> consumer.partitionsFor(topic)
                    .forEach(p -> partitions.add(new TopicPartition(topic, p.partition()))));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        assertThat(records).extracting(ConsumerRecord::topic).contains("flyball.usage", "flyball.usage.rejected");
        return records;
    }

    private Map<String, Set<String>> leaksIn(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, Set<String>> leaks = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            List<byte[]> parts = new ArrayList<>();
            parts.add(record.key());
            parts.add(record.value());
            record.headers().forEach(header -> {
                parts.add(header.key().getBytes(UTF_8));
                parts.add(header.value());
            });
            parts.stream()
                    .filter(part -> part != null)
                    .forEach(part -> leak(leaks, record.topic(), marks.foundIn(part)));
        }
        return leaks;
    }

    private static void leak(Map<String, Set<String>> leaks, String where, Set<String> places) {
        if (!places.isEmpty()) {
            leaks.computeIfAbsent(where, name -> new TreeSet<>()).addAll(places);
        }
    }
}
