package io.flyball.app.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.actuators.fake.FakeLiteLlm;
import io.flyball.actuators.fake.FakeVendor;
import io.flyball.actuators.port.LimitActuator;
import io.flyball.actuators.port.LimitKind;
import io.flyball.actuators.port.Limits;
import io.flyball.actuators.port.Reading;
import io.flyball.actuators.port.Target;
import io.flyball.actuators.vendor.LiteLlmActuator;
import io.flyball.app.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the actuator sends to LiteLLM, read by LiteLLM's own code. The proxy itself needs a database whose driver no
 * package brings, so this goes as far as the columns that would be written.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the folder
class LiteLlmLimitsIT {
    private static final long LIMIT_S = 180;

    @TempDir
    Path folder;

    private InstalledClients clients;

    @BeforeEach
    void findClients() {
        clients = InstalledClients.require();
    }

    @Test
    void liteLlmWritesEachLimitAndEachNullThatIsSent() throws Exception {
        // given
        List<String> sent;
        try (FakeLiteLlm fake = new FakeLiteLlm()) {
            fake.add("key", "0123abcd", null, 70L);
            fake.add("user", "ann", null, 70L);
            fake.add("team", "core", null, 70L);
            for (String scope : List.of("key:0123abcd", "user:ann", "team:core")) {
                setAndGiveBack(fake, scope);
            }
            sent = fake.writes();
        }

        // when
        List<String> written = written(sent);

        // then
        String keySet = "{\"max_parallel_requests\": 7, \"rpm_limit\": 7, \"tpm_limit\": 7}";
        String keyBack = "{\"max_parallel_requests\": null, \"rpm_limit\": null, \"tpm_limit\": 70}";
        String set = "{\"rpm_limit\": 7, \"tpm_limit\": 7}";
        String back = "{\"rpm_limit\": null, \"tpm_limit\": 70}";
        assertThat(written).containsExactly(keySet, keyBack, set, back, set, back);
    }

    /** Why the actuator leaves it alone, and what the fake does alike. */
    @Test
    void liteLlmDropsTheNullOfAUsersParallelRequests() throws Exception {
        assertThat(written(List.of("POST /user/update {\"user_id\":\"ann\",\"max_parallel_requests\":null}")))
                .containsExactly("{}");
    }

    private static void setAndGiveBack(FakeLiteLlm fake, String scope) throws InterruptedException {
        try (LimitActuator actuator = new LiteLlmActuator(
                fake.url(),
                FakeVendor.KEY,
                Set.of("key", "user", "team"),
                Map.of(),
                Duration.ofSeconds(20),
                System::currentTimeMillis)) {
            Target target = actuator.targets(scope).get(0);
            Reading.Found before = (Reading.Found) actuator.read(target);
            Limits wanted = before.limits();
            for (LimitKind kind : actuator.kinds(target)) {
                wanted = wanted.with(kind, 7L);
            }
            actuator.set(target, before, wanted);
            actuator.restore(target, (Reading.Found) actuator.read(target), before.limits());
        }
    }

    private List<String> written(List<String> sent) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (String request : sent) {
            String[] parts = request.split(" ", 3);
            lines.add("{\"path\":\"" + parts[1] + "\",\"body\":" + parts[2] + "}");
        }
        Path in = Files.write(folder.resolve("in.jsonl"), lines);
        Path out = folder.resolve("out.jsonl");
        Path script = SharedData.projectRoot().resolve("streams-app/app/src/test/resources/clients/litellm_limits.py");
        ProcessBuilder builder = new ProcessBuilder(clients.pythonCommand("python"), script.toString())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err.txt").toFile());
        builder.environment().put("LITELLM_LOCAL_MODEL_COST_MAP", "True");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LIMIT_S, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("err.txt")))
                .isZero();
        return Files.readAllLines(out);
    }
}
