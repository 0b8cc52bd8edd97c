package io.flyball.bench.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.flyball.bench.decide.QuietTopic;
import io.flyball.bench.traffic.BenchSignals;
import io.flyball.core.model.Level;
import io.flyball.gateway.Gate;
import io.flyball.gateway.ThrottleTable;
import io.flyball.sidecar.IdentityHeaders;
import io.flyball.sidecar.SidecarDoors;
import io.flyball.sidecar.SignalChanges;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AskedDoorTest {
    private static final int SIGNALS = 4;

    private final ThrottleTable table = new ThrottleTable();
    private final Gate gate = QuietTopic.gate(table);
    private final Server sidecar = sidecar(gate);

    private static Server sidecar(Gate gate) {
        ServerBuilder builder = Server.builder().http(0);
        new SidecarDoors(gate, new SignalChanges(), IdentityHeaders.DEFAULT, new SimpleMeterRegistry()).bind(builder);
        return builder.build();
    }

    @BeforeEach
    void start() {
        sidecar.start().join();
        for (int i = 0; i < SIGNALS; i++) {
            Level level = BenchSignals.level(i);
            table.apply(BenchSignals.scope(i), BenchSignals.json(i, level, System.currentTimeMillis()));
        }
    }

    @AfterEach
    void stop() {
        sidecar.stop().join();
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhomASignalConcernsFromWhomNoneDoes(AskedDoor door) {
        try (Asker asker = door.connect(uri())) {
            // when
            var said = IntStream.rangeClosed(0, SIGNALS)
                    .mapToObj(user -> asker.ask(user).join())
                    .toList();
            // then
            assertThat(said.subList(0, SIGNALS)).containsOnly(Asker.Said.CONCERNED);
            assertThat(said.get(SIGNALS)).isEqualTo(Asker.Said.CLEAR);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsSaidWhereNobodyAnswers(AskedDoor door) {
        // given
        URI was = uri();
        sidecar.stop().join();
        try (Asker asker = door.connect(was)) {
            // when // then
            assertThat(asker.ask(0).join()).isEqualTo(Asker.Said.NOTHING);
        }
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + sidecar.activeLocalPort());
    }
}
