package io.flyball.ingest.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.UsageValidation;
import io.flyball.ingest.files.CollectingSink;
import io.flyball.ingest.files.ReadOptions;
import io.flyball.ingest.files.UsageReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Logs are written by programs that crash: whatever is in a line, the others are counted. */
class SessionLogPropertyTest {
    private static final long NOW_MS = 1_787_000_000_000L;
    private static final byte[] CLAUDE_CODE = bytes(
            "{'type':'assistant','sessionId':'s','requestId':'r','timestamp':'2026-02-10T10:00:00Z','message':{'id':'m',"
                    + "'model':'x','usage':{'input_tokens':1,'iterations':[{'model':'y','output_tokens':2}],'cache_creation':"
                    + "{'ephemeral_5m_input_tokens':3}},'content':[{'type':'tool_use','id':'t','name':'n','input':{'a':1}}]}}");
    private static final byte[] CODEX = bytes(
            "{'timestamp':'2026-02-10T10:00:01Z','type':'event_msg','payload':{'type':'token_count','info':{'model':'x',"
                    + "'total_token_usage':{'input_tokens':9,'cached_input_tokens':2},'last_token_usage':{'input_tokens':5}}}}");
    private static final List<String> VALUES =
            List.of("null", "true", "7", "-1", "1.5", "1e999999999", "9223372036854775808", "\"x\"", "[]", "{}", "");

    @Property(tries = 150)
    void readsTheOtherCallsOfAClaudeCodeLog(@ForAll("claudeCodeMutations") byte[] line) throws IOException {
        byte[] other = bytes(text(CLAUDE_CODE).replace("\"m\"", "\"other\"").replace("\"r\"", "\"other\""));

        CollectingSink sink = read(new ClaudeCodeReader(), line, other);

        assertThat(sink.events).anyMatch(e -> e.eventId().equals("other|other"));
        assertThat(sink.events).allMatch(e -> UsageValidation.check(e, NOW_MS) == null);
    }

    @Property(tries = 150)
    void readsTheOtherCallsOfACodexLog(@ForAll("codexMutations") byte[] line) throws IOException {
        byte[] other =
                bytes("{'timestamp':'2026-02-10T10:00:02Z','type':'event_msg','payload':{'type':'token_count','info':"
                        + "{'model':'x','last_token_usage':{'output_tokens':77}}}}");

        CollectingSink sink = read(new CodexReader(), line, other);

        assertThat(sink.events).anyMatch(e -> e.outputTokens() == 77);
        assertThat(sink.events).allMatch(e -> UsageValidation.check(e, NOW_MS) == null);
    }

    @Provide
    Arbitrary<byte[]> claudeCodeMutations() {
        return mutations(CLAUDE_CODE);
    }

    @Provide
    Arbitrary<byte[]> codexMutations() {
        return mutations(CODEX);
    }

    private static Arbitrary<byte[]> mutations(byte[] line) {
        Arbitrary<Integer> place = Arbitraries.integers().between(0, line.length - 1);
        Arbitrary<Integer> length = Arbitraries.integers().between(0, 12);
        Arbitrary<byte[]> replacement = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(4),
                Arbitraries.of(VALUES).map(SessionLogPropertyTest::bytes));
        return Combinators.combine(place, length, replacement).as((at, gone, with) -> replaced(line, at, gone, with));
    }

    private static byte[] replaced(byte[] line, int place, int length, byte[] replacement) {
        int from = Math.min(line.length, place + length);
        byte[] result = Arrays.copyOf(line, place + replacement.length + line.length - from);
        System.arraycopy(replacement, 0, result, place, replacement.length);
        System.arraycopy(line, from, result, place + replacement.length, line.length - from);
        return result;
    }

    private static CollectingSink read(UsageReader reader, byte[]... lines) throws IOException {
        Path file = Files.createTempFile("log", ".jsonl");
        try (var out = Files.newOutputStream(file)) {
            for (byte[] line : lines) {
                out.write(line);
                out.write('\n');
            }
        }
        CollectingSink sink = new CollectingSink();
        try {
            reader.read(List.of(file), new ReadOptions("ann", NOW_MS), sink);
        } finally {
            Files.delete(file);
        }
        return sink;
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
