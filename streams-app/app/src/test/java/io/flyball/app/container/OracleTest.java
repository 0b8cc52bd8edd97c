package io.flyball.app.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** The comparison used where there is no Python must not be able to call a wrong report equal. */
class OracleTest {
    private static final String REPORT = """
            {"conservation": {"read": 3, "admitted": 2}, "total": {"cost_nano_usd": 7},
             "scopes": [{"dimension": "user", "id": "ann", "calls": 2, "windows": {"1h": 7}}]}""";

    @Test
    void callsAReportEqualWhateverTheOrderOfItsFields() throws Exception {
        // given
        JsonNode reordered = json("""
                {"scopes": [{"windows": {"1h": 7}, "id": "ann", "calls": 2, "dimension": "user"}],
                 "total": {"cost_nano_usd": 7}, "timing": {"wall_ms": 12},
                 "conservation": {"admitted": 2, "read": 3}}""");

        // when
        String verdict = Oracle.plainVerdict(json(REPORT), reordered);

        // then
        assertThat(verdict).isEqualTo("equal: 5 figures");
    }

    @Test
    void namesTheWindowThatDiffersByOneNanoUsd() throws Exception {
        // given
        JsonNode off = json(REPORT.replace("\"1h\": 7", "\"1h\": 8"));

        // when
        String verdict = Oracle.plainVerdict(json(REPORT), off);

        // then
        assertThat(verdict).isEqualTo("user:ann windows 1h: expected 7, reported 8");
    }

    @Test
    void namesAScopeThatIsMissingAndOneTooMany() throws Exception {
        // given
        JsonNode other = json(REPORT.replace("\"ann\"", "\"bob\""));

        // when
        String verdict = Oracle.plainVerdict(json(REPORT), other);

        // then
        assertThat(verdict)
                .contains("user:ann calls: expected 2, reported null")
                .contains("user:bob calls: extra");
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
