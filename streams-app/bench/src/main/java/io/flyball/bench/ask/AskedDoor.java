package io.flyball.bench.ask;

import io.flyball.app.Refusal;
import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The doors that are measured. */
public enum AskedDoor {
    /** {@code POST /v1/check} over HTTP/1.1. */
    CHECK("check") {
        @Override
        public Asker connect(URI sidecar) {
            return HttpAsker.ofChecks(sidecar);
        }
    },
    /** Envoy's ext_authz over gRPC. */
    EXT_AUTHZ_GRPC("ext_authz_grpc") {
        @Override
        public Asker connect(URI sidecar) {
            return new GrpcAsker(sidecar);
        }
    },
    /** Envoy's ext_authz over HTTP/1.1. */
    EXT_AUTHZ_HTTP("ext_authz_http") {
        @Override
        public Asker connect(URI sidecar) {
            return HttpAsker.ofExtAuthz(sidecar);
        }
    };

    private final String wireName;

    AskedDoor(String wireName) {
        this.wireName = wireName;
    }

    /** Its name in options, tables and files. */
    public String wireName() {
        return wireName;
    }

    /** Opens what asks there; the caller closes it. */
    public abstract Asker connect(URI sidecar);

    /** The door of that name. */
    public static AskedDoor ofWireName(String name) {
        return Arrays.stream(values())
                .filter(door -> door.wireName.equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal("--door " + name + " is no door that is measured: use "
                        + Arrays.stream(values()).map(AskedDoor::wireName).collect(Collectors.joining(", ")) + "."));
    }
}
