package io.flyball.ingest.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonItemsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"a\":1},{\"b\":[2,\"],\"]}]",
                " [ {\"a\":1} ,\n {\"b\":[2,\"],\"]} ] \n",
                "{\"a\":1}\n{\"b\":[2,\"],\"]}\n",
                "{\"a\":1}\r\n\r\n  {\"b\":[2,\"],\"]}",
            })
    void anArrayAndLinesHoldTheSameValues(String text) throws IOException {
        assertThat(values(text)).containsExactly("{\"a\":1}", "{\"b\":[2,\"],\"]}");
    }

    @Test
    void anObjectMayGoOverSeveralLines() throws IOException {
        // given
        String pretty = "{\n  \"a\": [\n    {\n      \"b\": 1\n    }\n  ]\n}";

        // when
        List<String> values = values(pretty + "\n" + pretty);

        // then
        assertThat(values).containsExactly(pretty, pretty);
    }

    @Test
    void aLineThatWasCutOffDoesNotSwallowTheNext() throws IOException {
        // given
        String text = "{\"a\":{\"b\":1,\n{\"c\":1}\n{\"d\":\"cut\n{\"e\":\"\\\"\n{\"f\":1}";

        // when
        List<String> values = values(text);

        // then
        assertThat(values)
                .containsExactly("{\"a\":{\"b\":1,", "{\"c\":1}", "{\"d\":\"cut", "{\"e\":\"\\\"", "{\"f\":1}");
    }

    @Test
    void anElementThatIsNoJsonCostsNoNeighbour() throws IOException {
        assertThat(values("[{\"a\":NaN},nonsense,{\"b\":01},{\"c\":1}]"))
                .containsExactly("{\"a\":NaN}", "nonsense", "{\"b\":01}", "{\"c\":1}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{"a":1},{"b":      | {"a":1} ; !{"b":
            [{"a":1},{"b":"x]   | {"a":1} ; !{"b":"x]
            [{"a":1},{"b":2}    | {"a":1} ; {"b":2} ; !
            [{"a":1},           | {"a":1} ; !
            [                   | !
            [{"a":1},,{"b":2}]  | {"a":1} ; ! ; {"b":2}
            [{"a":1},]          | {"a":1} ; !
            [{"a":1}] {"b":2}   | {"a":1} ; !{"b":2}
            """)
    void whatIsBrokenIsToldAndTheHeadIsKept(String text, String expected) throws IOException {
        assertThat(String.join(" ; ", values(text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t ", "[]", " [ ] \n"})
    void nothingIsFoundInNothing(String text) throws IOException {
        assertThat(values(text)).isEmpty();
    }

    @Test
    void ofAValueBeyondTheLimitSizeAndHashAreKnown() throws IOException {
        // given
        String large = "{\"a\":\"" + "x ".repeat(5000) + "\"}";
        JsonItems items = items("[{\"b\":1}, " + large + "\n ,{\"c\":1}]", 100);

        // when
        items.next();
        items.next();

        // then
        assertThat(items.tooLarge()).isTrue();
        assertThat(items.bytes()).isEmpty();
        assertThat(items.sizeBytes()).isEqualTo(large.length());
        assertThat(items.sha256Hex()).isEqualTo(Sha256.hexOf(large));
        assertThat(items.next()).isTrue();
        assertThat(new String(items.bytes(), StandardCharsets.UTF_8)).isEqualTo("{\"c\":1}");
    }

    @Test
    void aValueOfExactlyTheLimitIsHeld() throws IOException {
        // given
        JsonItems items = items("{\"a\":1}", 7);

        // when
        items.next();

        // then
        assertThat(items.tooLarge()).isFalse();
        assertThat(items.sha256Hex()).isEqualTo(Sha256.hexOf("{\"a\":1}"));
    }

    @Test
    void saysOnWhichLineAValueBegins() throws IOException {
        // given
        JsonItems items = items("[\n{\"a\":\n1},\n\n{\"b\":1}]", 100);
        List<Long> lines = new ArrayList<>();

        // when
        while (items.next()) {
            lines.add(items.line());
        }

        // then
        assertThat(lines).containsExactly(2L, 5L);
    }

    private static List<String> values(String text) throws IOException {
        JsonItems items = items(text, 1 << 20);
        List<String> values = new ArrayList<>();
        while (items.next()) {
            values.add((items.broken() == null ? "" : "!") + new String(items.bytes(), StandardCharsets.UTF_8));
        }
        return values;
    }

    private static JsonItems items(String text, int limitBytes) {
        return new JsonItems(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), limitBytes);
    }
}
