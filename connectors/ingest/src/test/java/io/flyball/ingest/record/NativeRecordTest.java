package io.flyball.ingest.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.ToolAction;
import io.flyball.core.model.UsageEvent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeRecordTest {
    private static final long NOW_MS = 1_770_000_000_000L;
    private static final String FEWEST = "\"event_id\":\"e\",\"time\":1769999999000,\"model\":\"m\",\"user\":\"ann\"";

    private static final String EVERY_FIELD =
            "{\"event_id\":\"e\",\"time\":\"2026-02-01T12:30:00.1239+02:00\",\"model\":\"m\",\"user\":\"ann\","
                    + "\"response_model\":\"rm\",\"source\":\"s\",\"provider\":\"p\",\"operation\":\"o\","
                    + "\"service_tier\":\"batch\",\"speed\":\"fast\",\"region\":\"r\",\"team\":\"t\",\"agent\":\"a\","
                    + "\"session\":\"se\",\"task\":\"ta\",\"key\":\"k\",\"org\":\"or\",\"cost_center\":\"cc\","
                    + "\"input_tokens\":1,\"cache_read_tokens\":2,\"cache_write_5m_tokens\":3,\"cache_write_1h_tokens\":4,"
                    + "\"output_tokens\":5,\"reasoning_tokens\":6,\"web_search_requests\":7,\"audio_input_tokens\":8,"
                    + "\"audio_output_tokens\":9,\"images\":10,\"reported_cost_usd\":\"0.10\",\"status\":\"aborted\","
                    + "\"context_tokens\":11,\"request_fingerprint\":\"f\",\"latency_ms\":12,\"attempt\":13,"
                    + "\"stop_reason\":\"end\",\"tags\":{\"x\":\"y\",\"n\":1,\"deep\":{\"z\":1}},"
                    + "\"actions\":[{\"name\":\"Read\",\"fingerprint\":\"af\",\"result\":\"ar\",\"result_masked\":\"am\","
                    + "\"error\":true},{\"extra\":[1,{}]}]}";
    private static final List<ToolAction> ACTIONS =
            List.of(new ToolAction("Read", "af", "ar", "am", true), new ToolAction(null, null, null, null, false));

    private final NativeRecord record = new NativeRecord();

    @Test
    void readsEveryField() {
        // given
        String json = EVERY_FIELD;

        // when
        UsageEvent event = valid(json);

        // then
        assertThat(event).isEqualTo(everyField());
    }

    @Test
    void leavesTheDefaultsWhereAFieldIsAbsentOrNullOrEmpty() {
        // given
        String json = "{" + FEWEST + ",\"source\":\"\",\"service_tier\":null,\"speed\":\"\",\"input_tokens\":null}";

        // when
        UsageEvent event = valid(json);

        // then
        assertThat(event)
                .isEqualTo(UsageEvent.builder()
                        .eventId("e")
                        .timeMs(1_769_999_999_000L)
                        .model("m")
                        .user("ann")
                        .build());
    }

    @Test
    void ignoresUnknownFieldsWhateverTheyHold() {
        assertThat(valid("{" + FEWEST + ",\"x\":{\"a\":[1,2.5e3,{\"b\":null}]},\"y\":\"\\ud83d\\ude00\"}"))
                .isEqualTo(valid("{" + FEWEST + "}"));
    }

    @Test
    void takesTheLastOfAKeyGivenTwice() {
        assertThat(valid("{\"input_tokens\":\"7\"," + FEWEST + ",\"input_tokens\":3}")
                        .inputTokens())
                .isEqualTo(3);
        assertThat(reason("{" + FEWEST + ",\"user\":null}")).isEqualTo(RejectionReason.MISSING_USER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{oops",
                "{" + FEWEST + "} x",
                "{" + FEWEST + "}{}",
                "{" + FEWEST + ",\"x\":NaN}",
                "{" + FEWEST + ",\"x\":-Infinity}",
                "{" + FEWEST + ",\"x\":01}",
                "{" + FEWEST + ",\"x\":'a'}",
                "{" + FEWEST + ",}",
                "{" + FEWEST + ",\"x\":\"\t\"}",
                "{" + FEWEST + "/**/}",
                "\ufeff{" + FEWEST + "}",
                "{\"a\":",
                "[1,",
                "7 8"
            })
    void refusesWhatIsNoJson(String text) {
        assertThat(reason(text)).isEqualTo(RejectionReason.NOT_JSON);
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        // given an overlong slash, half a surrogate and a cut-off sequence, each inside a text
        byte[][] texts = {
            {(byte) 0xc0, (byte) 0xaf}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, {(byte) 0xe2, (byte) 0x82}
        };
        for (byte[] bad : texts) {
            byte[] line = ("{" + FEWEST + ",\"team\":\"??  \"}").getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(bad, 0, line, line.length - 6, bad.length);

            // when, then
            assertThat(record.read(line, NOW_MS)).isEqualTo(new NativeRecord.Refused(RejectionReason.NOT_JSON));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "7", "\"x\"", "true", "[{" + FEWEST + "}]"})
    void refusesJsonThatIsNoObject(String json) {
        assertThat(reason(json)).isEqualTo(RejectionReason.NOT_OBJECT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "missing_event_id | 'event_id':''",
                "missing_event_id | 'event_id':null",
                "missing_time     | 'time':''",
                "missing_model    | 'model':null",
                "missing_user     | 'user':''",
                "missing_user     | 'user':null,'key':''",
                "bad_type         | 'event_id':7",
                "bad_type         | 'user':['ann']",
                "bad_type         | 'user':null,'key':7",
                "bad_type         | 'status':1",
                "bad_type         | 'team':false",
                "bad_type         | 'stop_reason':{}",
                "bad_type         | 'actions':'none'",
                "bad_type         | 'actions':[{},7]",
                "bad_type         | 'actions':{'name':'x'}",
                "bad_time         | 'time':1.5",
                "bad_time         | 'time':1e12",
                "bad_time         | 'time':true",
                "bad_time         | 'time':[]",
                "bad_time         | 'time':-1",
                "bad_time         | 'time':253402300800000",
                "bad_time         | 'time':99999999999999999999999",
                "bad_number       | 'input_tokens':10.0",
                "bad_number       | 'input_tokens':1e1",
                "bad_number       | 'output_tokens':'7'",
                "bad_number       | 'output_tokens':true",
                "bad_number       | 'images':[1]",
                "bad_number       | 'latency_ms':9223372036854775808",
                "bad_number       | 'attempt':-9223372036854775809",
                "bad_number       | 'input_tokens':-1,'output_tokens':1.5",
                "bad_number       | 'reported_cost_usd':''",
                "bad_number       | 'reported_cost_usd':'a lot'",
                "bad_number       | 'reported_cost_usd':' 1'",
                "bad_number       | 'reported_cost_usd':'0x1'",
                "bad_number       | 'reported_cost_usd':true",
                "bad_number       | 'reported_cost_usd':{}",
                "negative_count   | 'cache_read_tokens':-1",
                "negative_count   | 'context_tokens':-1",
                "negative_count   | 'latency_ms':-1",
                "negative_count   | 'attempt':-9223372036854775808",
                "negative_count   | 'reported_cost_usd':'-0.01'",
                "negative_count   | 'reported_cost_usd':-1e-30",
                "unknown_status   | 'status':'melted'",
                "unknown_status   | 'status':''",
                "future_time      | 'time':1770000600001",
            })
    void namesTheFirstReason(String expected, String fields) {
        assertThat(reason("{" + FEWEST + "," + fields.replace('\'', '"') + "}").wireName())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T10:00:00",
                "2026-01-31 10:00:00Z",
                "2026-01-31T10:00Z",
                "2026-01-31T10:00:60Z",
                "2026-01-31T24:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999Z",
                "9999-12-31T23:59:59-00:01",
                "2026-01-31T10:00:00.Z",
                "2026-01-31T10:00:00,5Z",
                "2026-01-31T10:00:00+0200",
                "2026-01-31T10:00:00+24:00",
                "2026-01-31T10:00:00Z ",
                "2026-01-31T10:00:00Z\\n",
                "\u0662026-01-31T10:00:00Z",
                "yesterday"
            })
    void refusesATimeThatIsNotRfc3339(String time) {
        assertThat(reason("{" + FEWEST + ",\"time\":\"" + time + "\"}")).isEqualTo(RejectionReason.BAD_TIME);
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "2026-01-31t10:00:00z, 1769853600000",
        "2026-01-31T10:00:00.9999999999Z, 1769853600999",
        "2026-01-31T10:00:00.5-00:00, 1769853600500",
        "2024-02-29T23:59:59.001+05:30, 1709231399001",
        "1970-01-01T00:30:00+00:30, 0"
    })
    void readsATimeToTheMillisecond(String time, long expectedMs) {
        assertThat(valid("{" + FEWEST + ",\"time\":\"" + time + "\"}").timeMs()).isEqualTo(expectedMs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.017400000000000002", "1E-9", "-0.0", "3", "1e999", "\"+.5\"", "\"5.\"", "\"1e-999\""})
    void readsAReportedCostByItsDigits(String cost) {
        assertThat(valid("{" + FEWEST + ",\"reported_cost_usd\":" + cost + "}").reportedCostUsd())
                .isEqualTo(new BigDecimal(cost.replace("\"", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "1e1000", "\"1e9999999999999\"", "1e99999999999999999999"})
    @Timeout(60)
    void refusesAReportedCostOfAHostileExponentAtOnce(String cost) {
        assertThat(reason("{" + FEWEST + ",\"reported_cost_usd\":" + cost + "}"))
                .isEqualTo(RejectionReason.BAD_NUMBER);
    }

    @Test
    @Timeout(60)
    void readsAMegabyteOfDigitsAtOnce() {
        String digits = "9".repeat(900_000);

        assertThat(reason("{" + FEWEST + ",\"input_tokens\":" + digits + "}")).isEqualTo(RejectionReason.NOT_JSON);
        assertThat(reason("{" + FEWEST + ",\"reported_cost_usd\":0." + digits + "}"))
                .isEqualTo(RejectionReason.BAD_NUMBER);
        assertThat(reason("{" + FEWEST + ",\"reported_cost_usd\":\"" + digits + "\"}"))
                .isEqualTo(RejectionReason.BAD_NUMBER);
        assertThat(valid("{" + FEWEST + ",\"x\":0." + digits + "}").eventId()).isEqualTo("e");
    }

    @Test
    void refusesNestingThatNobodyWrites() {
        String deep = "[".repeat(100_000);

        assertThat(reason("{" + FEWEST + ",\"x\":" + deep)).isEqualTo(RejectionReason.NOT_JSON);
    }

    @Test
    void refusesAByteMoreThanAMebibyte() {
        String json = "{" + FEWEST + "}";
        String greatest = json + " ".repeat(NativeRecord.MAX_BYTES - json.length());

        assertThat(valid(greatest).eventId()).isEqualTo("e");
        assertThat(reason(greatest + " ")).isEqualTo(RejectionReason.TOO_LARGE);
    }

    private UsageEvent valid(String json) {
        NativeRecord.Outcome outcome = record.read(json.getBytes(StandardCharsets.UTF_8), NOW_MS);
        assertThat(outcome).isInstanceOf(NativeRecord.Valid.class);
        return ((NativeRecord.Valid) outcome).event();
    }

    private RejectionReason reason(String json) {
        NativeRecord.Outcome outcome = record.read(json.getBytes(StandardCharsets.UTF_8), NOW_MS);
        assertThat(outcome).isInstanceOf(NativeRecord.Refused.class);
        return ((NativeRecord.Refused) outcome).reason();
    }

    private static UsageEvent everyField() {
        return new UsageEvent(
                "e",
                1_769_941_800_123L,
                "m",
                "rm",
                "ann",
                "s",
                "p",
                "o",
                "batch",
                "fast",
                "r",
                "t",
                "a",
                "se",
                "ta",
                "k",
                "or",
                "cc",
                1,
                2,
                3,
                4,
                5,
                6,
                7,
                8,
                9,
                10,
                new BigDecimal("0.10"),
                "aborted",
                11,
                "f",
                ACTIONS,
                12,
                13,
                "end",
                Map.of("x", "y", "n", "1"));
    }
}
