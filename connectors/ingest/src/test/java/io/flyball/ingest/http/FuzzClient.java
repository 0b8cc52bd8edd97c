package io.flyball.ingest.http;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Posts any bytes and waits no longer than a person would. */
final class FuzzClient implements AutoCloseable {
    private static final Duration HANGS_AFTER = Duration.ofSeconds(20);
    private static final int FRAME_HEADER_BYTES = 5;

    private final ClientFactory factory = ClientFactory.builder().workerGroup(1).build();
    private final WebClient client;

    FuzzClient(URI server) {
        client = WebClient.builder("h2c://" + server.getAuthority())
                .factory(factory)
                .responseTimeout(HANGS_AFTER)
                .maxResponseLength(0)
                .build();
    }

    /** What a door made of a body: an HTTP status, or one of gRPC. */
    record Answer(int http, int grpc) {
        private static final int NOT_GRPC = -1;

        static Answer of(AggregatedHttpResponse response) {
            int status = response.headers().getInt("grpc-status", NOT_GRPC);
            return new Answer(response.status().code(), response.trailers().getInt("grpc-status", status));
        }
    }

    Answer post(FuzzedDoor door, byte[] body, boolean packed) {
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.POST, door.path());
        headers.set("content-type", door.contentType());
        if (door.encoding() == FuzzedDoor.Encoding.GRPC) {
            headers.set("te", "trailers");
        }
        if (packed) {
            headers.set(door.encoding() == FuzzedDoor.Encoding.GRPC ? "grpc-encoding" : "content-encoding", "gzip");
        }
        byte[] sent = door.encoding() == FuzzedDoor.Encoding.GRPC ? framed(body, packed) : body;
        return Answer.of(client.execute(HttpRequest.of(headers.build(), HttpData.wrap(sent)))
                .aggregate()
                .join());
    }

    /** As gRPC sends a message: whether it is packed, its length, then itself. */
    private static byte[] framed(byte[] message, boolean packed) {
        return ByteBuffer.allocate(FRAME_HEADER_BYTES + message.length)
                .put((byte) (packed ? 1 : 0))
                .putInt(message.length)
                .put(message)
                .array();
    }

    @Override
    public void close() {
        factory.close();
    }
}
