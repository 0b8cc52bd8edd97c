package io.flyball.sidecar;

import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.flyball.gateway.Gate;
import io.micrometer.core.instrument.MeterRegistry;

/** All doors of a gate, for the one server of a process. */
public final class SidecarDoors {
    /** Gateways pass on what they took themselves: Envoy takes 60 KiB of headers and nginx 32, and paths within. */
    private static final int MAX_HEAD_BYTES = 131_072;

    private final Gate gate;
    private final SignalChanges changes;
    private final IdentityHeaders identity;
    private final SidecarMeters meters;

    /**
     * The doors of one gate.
     *
     * @param changes the listener of the gate's table
     * @param identity of requests that tell whom they concern in headers
     */
    public SidecarDoors(Gate gate, SignalChanges changes, IdentityHeaders identity, MeterRegistry meters) {
        this.gate = gate;
        this.changes = changes;
        this.identity = identity;
        this.meters = new SidecarMeters(meters, gate);
    }

    /** Adds them, and makes room for the heads of requests that gateways pass on. */
    public void bind(ServerBuilder server) {
        server.http1MaxInitialLineLength(MAX_HEAD_BYTES)
                .http1MaxHeaderSize(MAX_HEAD_BYTES)
                .http2MaxHeaderListSize(MAX_HEAD_BYTES);
        new CheckDoor(gate, meters).bind(server);
        new ThrottleDoor(gate, System::currentTimeMillis).bind(server);
        new ChangesDoor(changes, gate, System::currentTimeMillis).bind(server);
        new PortkeyDoor(gate, identity, meters).bind(server);
        ExtAuthz extAuthz = new ExtAuthz(gate, identity, meters);
        new ExtAuthzHttp(extAuthz).bind(server);
        server.service(
                GrpcService.builder().addService(new ExtAuthzGrpc(extAuthz)).build());
    }
}
